import { inject } from '@duckshift/runtime'
import { repositoryOn } from '@duckshift/runtime/compat/neo'
import { withConnectionAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export function names(): Promise<unknown[]> {
  return inject(withConnectionAccessor)(async (connection) => {
    const items = repositoryOn(ItemsRepository, connection, { rows: 'exact' })
    const rows = await items.listName()
    return rows
  })
}

// One connection for the whole callback: the temporary table is there for the statement after it.
export async function cheapest(): Promise<unknown[]> {
  return await inject(withConnectionAccessor)(async (db) => {
    await db.run('CREATE TEMP TABLE cheap AS SELECT * FROM items WHERE price < 1')
    return (await db.runAndReadAll('SELECT * FROM cheap')).getRowObjects()
  })
}
