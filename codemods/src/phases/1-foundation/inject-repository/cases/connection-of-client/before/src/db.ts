import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

export class Store {
  private static store: Store | undefined
  connection!: DuckDBConnection

  private async open(): Promise<void> {
    const instance = await DuckDBInstance.create(process.env.SMALL_DB ?? ':memory:')
    this.connection = await instance.connect()
  }

  static async get(): Promise<Store> {
    if (!Store.store) {
      Store.store = new Store()
      await Store.store.open()
    }
    return Store.store
  }

  async count(): Promise<number> {
    const reader = await this.connection.runAndReadAll('SELECT count(*)::INTEGER FROM items')
    return Number(reader.getRows()[0]![0])
  }
}
