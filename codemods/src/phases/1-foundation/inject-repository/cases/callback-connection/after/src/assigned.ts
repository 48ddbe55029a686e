import type { DuckDBConnection } from '@duckdb/node-api'
import { inject } from '@duckshift/runtime'
import { repositoryOn } from '@duckshift/runtime/compat/neo'
import { instanceAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

/** Nothing is known of the connection before it is made: repositories on it are named where they are asked. */
export async function replace(id: number, name: string): Promise<void> {
  const database = await inject(instanceAccessor)()
  let connection: any
  try {
    connection = await database.connect()
    await connection.run('SET threads = 1')
    await repositoryOn(ItemsRepository, connection).updateNameById(name, id)
  } finally {
    connection?.closeSync()
  }
}

export class Store {
  private connection: DuckDBConnection | undefined

  async open(): Promise<void> {
    const database = await inject(instanceAccessor)()
    this.connection = await database.connect()
    await this.connection.run('SET threads = 1')
  }

  async remove(id: number): Promise<void> {
    try {
      if (!this.connection) await this.open()
      await repositoryOn(ItemsRepository, this.connection!).deleteById(id)
    } catch (error) {
      console.error(error)
    }
  }
}

export async function forget(id: number, connection?: DuckDBConnection): Promise<void> {
  if (connection) {
    await repositoryOn(ItemsRepository, connection).deleteById(id)
  }
}
