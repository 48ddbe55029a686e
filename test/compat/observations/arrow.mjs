import { settled } from './calls.mjs'

export const group = 'arrow'

/** The extension cannot be had everywhere; a macro of its name gives rows of its shape. */
const macro = `create macro to_arrow_ipc(v) as table
  select encode(v::varchar) as ipc, true as header union all select encode(v::varchar || ' body'), false`

export async function observe({ duckdbAsync }, note) {
  const db = await duckdbAsync.Database.create(':memory:')
  await note('arrowIPCAll without the extension', await settled(() => db.arrowIPCAll('select 42')))
  await db.exec(macro)
  await note('arrowIPCAll', await settled(() => db.arrowIPCAll('select 42')))
  await note(
    'arrowIPCAll of a statement',
    await settled(() => db.prepareSync('from to_arrow_ipc(42)').arrowIPCAll()),
  )
}
