import { inject } from '@duckshift/runtime'
import { connectionAccessor } from './database.js'
import { guarded, Ledger, rename, report } from './items.js'
import { stays } from './stays.js'
import { doubled } from './doubled.js'

export async function main(): Promise<unknown[]> {
  const connection = await inject(connectionAccessor)()
  try {
    await rename(connection, 1, 'one')
    const ledger = new Ledger(connection)
    return [await report({ connection }, 2), await guarded(connection), await ledger.total(), await stays(connection, 'price'), await doubled(connection)]
  } finally {
    connection.closeSync()
  }
}
