import { getDb as metrics } from './metrics/db.js'
import { getDb as sales } from './sales/db.js'

export async function prepareBoth() {
  const m = await metrics()
  await m.run('CREATE TABLE IF NOT EXISTS notes (text VARCHAR)')
  const s = await sales()
  await s.run('CREATE TABLE IF NOT EXISTS notes (text VARCHAR)')
}

export async function statements() {
  const [m, s] = await Promise.all([metrics(), sales()])
  return [await m.prepare('SELECT 1'), await s.prepare('SELECT 2')]
}
