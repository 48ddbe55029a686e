import { getClient } from './db.js'

export class Names {
  private readonly client = getClient()

  all(): Promise<{ name: string }[]> {
    return this.rows<{ name: string }>('SELECT name FROM items ORDER BY name')
  }

  async rename(id: number, name: string): Promise<void> {
    await this.write('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }

  private rows<T>(sql: string): Promise<T[]> {
    return this.client.query<T>(sql)
  }

  private async write(sql: string, values: (string | number)[]): Promise<void> {
    await this.client.execute(sql, values)
  }
}

export class Counted {
  private readonly client = getClient()

  /** It asks the client itself, which therefore stays. */
  any(sql: string) {
    return this.client.query<{ n: bigint }>(sql)
  }

  all(): Promise<{ n: bigint }[]> {
    return this.rows<{ n: bigint }>('SELECT count(*) AS n FROM items')
  }

  private rows<T>(sql: string): Promise<T[]> {
    return this.client.query<T>(sql)
  }
}

export async function clean(): Promise<void> {
  const client = getClient()
  const run = async (sql: string): Promise<void> => {
    await client.execute(sql)
  }
  await run("DELETE FROM items WHERE name = ''")
  await run('UPDATE items SET price = 0 WHERE price < 0')
}
