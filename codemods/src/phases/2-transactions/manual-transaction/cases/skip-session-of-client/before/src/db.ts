import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

export class Store {
  private instance: Promise<DuckDBInstance> | undefined

  /** Every session has a connection of its own. */
  private async session() {
    this.instance ??= DuckDBInstance.create(process.env.SMALL_DB ?? ':memory:')
    const connection = await (await this.instance).connect()
    return {
      execute: async (sql: string, params: DuckDBValue[] = []): Promise<void> => {
        console.log(sql)
        await connection.run(sql, params)
      },
      run: (sql: string) => connection.run(sql),
      close: () => connection.closeSync(),
    }
  }

  async rename(id: number, name: string): Promise<void> {
    const session = await this.session()
    try {
      await session.execute('BEGIN TRANSACTION')
      await session.execute('DELETE FROM tags WHERE item_id = ?', [id])
      await session.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
      await session.execute('COMMIT')
    } catch (error) {
      await session.execute('ROLLBACK')
      throw error
    } finally {
      session.close()
    }
  }

  async clear(): Promise<void> {
    const session = await this.session()
    await session.run('BEGIN')
    try {
      await session.run('DELETE FROM tags')
      await session.run('DELETE FROM items')
      await session.run('COMMIT')
    } catch (error) {
      await session.run('ROLLBACK')
      throw error
    }
  }
}
