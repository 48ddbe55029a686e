import { getClient, type Client } from './db.js'

export function createItems() {
  let db: Client | undefined
  const client = async () => (db ??= getClient())
  return {
    async names(): Promise<string[]> {
      const connected = await client()
      const rows = await connected.query<{ name: string }>('SELECT name FROM items ORDER BY id')
      return rows.map((row) => row.name)
    },
    async add(id: number, name: string): Promise<void> {
      await (await client()).execute('INSERT INTO items VALUES (?, ?, 1.0)', [id, name])
    },
  }
}

export function createReports(log: (text: string) => void) {
  async function client(): Promise<Client> {
    log('client')
    return getClient()
  }
  const total = async () => {
    const db = await client()
    const [row] = await db.query<{ total: number }>('SELECT sum(price) AS total FROM items')
    return row!.total
  }
  const rename = async (id: number, name: string) => {
    const db = await client()
    await db.execute('BEGIN')
    try {
      await db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
      await db.execute('UPDATE items SET price = price + 1 WHERE id = ?', [id])
      await db.execute('COMMIT')
    } catch (error) {
      await db.execute('ROLLBACK')
      throw error
    }
  }
  return { total, rename }
}

export const service = (() => {
  let cached: Client | null = null
  const connect = () => {
    if (cached === null) cached = getClient()
    return cached
  }
  return {
    count: async () => {
      const db = connect()
      const [row] = await db.query<{ n: bigint }>('SELECT count(*) AS n FROM items')
      return Number(row!.n)
    },
    first: () => connect().query<{ name: string }>('SELECT name FROM items ORDER BY id LIMIT 1'),
  }
})()

export const lazy = {
  held: undefined as Client | undefined,
  async client(): Promise<Client> {
    this.held ??= getClient()
    return this.held
  },
  async dear(): Promise<string> {
    const db = await this.client()
    const [row] = await db.query<{ name: string }>('SELECT name FROM items ORDER BY price DESC LIMIT 1')
    return row!.name
  },
}
