import { getInstance } from './db/duckdb.js'

export interface Item {
  id: number
  name: string
}

export async function cheaper(limit: number): Promise<Item[]> {
  const instance = await getInstance()
  const connection = await instance.connect()
  try {
    // A comment that stays.
    const result = await connection.runAndReadAll(
      `
      SELECT id, name
      FROM items
      WHERE price < $limit
      `,
      { limit },
    )
    return result.getRowObjectsJson() as unknown as Item[]
  } finally {
    connection.closeSync()
  }
}

// Never closed: the session it holds is the code's own.
export async function stream(): Promise<unknown> {
  const connection = await (await getInstance()).connect()
  return connection.stream('SELECT * FROM items')
}
