import { Database } from 'duckdb-async'

export class Store {
  private db!: Database

  async open(): Promise<void> {
    this.db = await Database.create('items.duckdb')
  }

  async archive(): Promise<void> {
    const connection = await this.db.connect()
    await connection.run('BEGIN TRANSACTION')
    try {
      await connection.run('INSERT INTO archived SELECT * FROM items')
      await connection.run('DELETE FROM items')
      await connection.run('COMMIT')
    } catch (error) {
      await connection.run('ROLLBACK')
      throw error
    } finally {
      await connection.close()
    }
  }
}
