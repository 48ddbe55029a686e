import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'

class Holder {
  private static connection: DuckDBConnection | undefined

  static async get(): Promise<DuckDBConnection> {
    if (!Holder.connection) {
      const instance = await DuckDBInstance.create(':memory:')
      Holder.connection = await instance.connect()
      await Holder.connection.run('CREATE TABLE items (id INTEGER, name VARCHAR, price DOUBLE)')
      await Holder.connection.run("INSERT INTO items VALUES (1, 'a', 2.5), (2, 'b', 3.5)")
    }
    return Holder.connection
  }
}

export const getDb = () => Holder.get()
