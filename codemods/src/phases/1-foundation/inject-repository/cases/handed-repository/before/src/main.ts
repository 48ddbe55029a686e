import { openConnection } from './db.js'
import { guarded, Ledger, rename, report } from './items.js'
import { stays } from './stays.js'
import { doubled } from './doubled.js'

export async function main(): Promise<unknown[]> {
  const connection = await openConnection()
  try {
    await rename(connection, 1, 'one')
    const ledger = new Ledger(connection)
    return [await report({ connection }, 2), await guarded(connection), await ledger.total(), await stays(connection, 'price'), await doubled(connection)]
  } finally {
    connection.closeSync()
  }
}
