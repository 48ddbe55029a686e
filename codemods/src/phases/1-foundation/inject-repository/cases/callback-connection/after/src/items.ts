import { inject } from '@duckshift/runtime'
import { repositoryOn } from '@duckshift/runtime/compat/neo'
import { instanceAccessor, withConnectionAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  id: number
  name: string
  price: number
}

export async function store(items: readonly Item[]): Promise<void> {
  await inject(withConnectionAccessor)(async (connection) => {
    const itemsRepository = repositoryOn(ItemsRepository, connection)
    // One after the other: the last of equal ids wins.
    for (const item of items) {
      await itemsRepository.upsert(item.id, item.name, item.price)
    }
  })
}

/** The table is there on this connection alone: what asks for it stays. */
export async function cheapest(): Promise<unknown[]> {
  return await inject(withConnectionAccessor)(async (db) => {
    await db.run('CREATE TEMP TABLE cheap AS SELECT * FROM items WHERE price < 1')
    const itemsRepository = repositoryOn(ItemsRepository, db)
    await itemsRepository.deleteByMissingPrice()
    return (await db.runAndReadAll('SELECT * FROM cheap')).getRowObjects()
  })
}

/** Sent without waiting for one another: they keep their order on the connection. */
export async function reset(): Promise<void> {
  await inject(withConnectionAccessor)(async (connection) => {
    await Promise.all([
      connection.run('DELETE FROM items'),
      connection.run("INSERT INTO items (id, name) VALUES (0, 'none')"),
    ])
  })
}

export async function load(path: string): Promise<number> {
  const database = await inject(instanceAccessor)()
  const connection = await database.connect()
  await connection.run('SET threads = 1')
  const itemsRepository = repositoryOn(ItemsRepository, connection)
  await itemsRepository.updateNameToUnknownByName()
  const reader = await connection.runAndReadAll('SELECT count(*) FROM read_csv(?)', [path])
  connection.closeSync()
  return Number(reader.getRows()[0]?.[0])
}
