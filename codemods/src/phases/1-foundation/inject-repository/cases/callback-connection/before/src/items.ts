import { getInstance, withConnection } from './db.js'

export interface Item {
  id: number
  name: string
  price: number
}

export async function store(items: readonly Item[]): Promise<void> {
  await withConnection(async (connection) => {
    // One after the other: the last of equal ids wins.
    for (const item of items) {
      await connection.run(
        'INSERT INTO items (id, name, price) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET price = excluded.price',
        [item.id, item.name, item.price],
      )
    }
  })
}

/** The table is there on this connection alone: what asks for it stays. */
export async function cheapest(): Promise<unknown[]> {
  return await withConnection(async (db) => {
    await db.run('CREATE TEMP TABLE cheap AS SELECT * FROM items WHERE price < 1')
    await db.run('DELETE FROM items WHERE price IS NULL')
    return (await db.runAndReadAll('SELECT * FROM cheap')).getRowObjects()
  })
}

/** Sent without waiting for one another: they keep their order on the connection. */
export async function reset(): Promise<void> {
  await withConnection(async (connection) => {
    await Promise.all([
      connection.run('DELETE FROM items'),
      connection.run("INSERT INTO items (id, name) VALUES (0, 'none')"),
    ])
  })
}

export async function load(path: string): Promise<number> {
  const database = await getInstance()
  const connection = await database.connect()
  await connection.run('SET threads = 1')
  await connection.run("UPDATE items SET name = 'unknown' WHERE name = ''")
  const reader = await connection.runAndReadAll('SELECT count(*) FROM read_csv(?)', [path])
  connection.closeSync()
  return Number(reader.getRows()[0]?.[0])
}
