import type { DuckDBConnection } from '@duckdb/node-api'
import { getInstance } from './db.js'

/** Nothing is known of the connection before it is made: repositories on it are named where they are asked. */
export async function replace(id: number, name: string): Promise<void> {
  const database = await getInstance()
  let connection: any
  try {
    connection = await database.connect()
    await connection.run('SET threads = 1')
    await connection.run('UPDATE items SET name = ? WHERE id = ?', [name, id])
  } finally {
    connection?.closeSync()
  }
}

export class Store {
  private connection: DuckDBConnection | undefined

  async open(): Promise<void> {
    const database = await getInstance()
    this.connection = await database.connect()
    await this.connection.run('SET threads = 1')
  }

  async remove(id: number): Promise<void> {
    try {
      if (!this.connection) await this.open()
      await this.connection!.run('DELETE FROM items WHERE id = ?', [id])
    } catch (error) {
      console.error(error)
    }
  }
}

export async function forget(id: number, connection?: DuckDBConnection): Promise<void> {
  if (connection) {
    await connection.run('DELETE FROM items WHERE id = ?', [id])
  }
}
