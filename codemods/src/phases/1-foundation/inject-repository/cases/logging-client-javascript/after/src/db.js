import { openInstance } from '@duckshift/runtime/compat/neo'

class Store {
  constructor(connection, path) {
    this.connection = connection
    this.path = path
  }

  async run(sql, values = []) {
    try {
      await this.connection.run(sql, values)
    } catch (error) {
      console.error(error, this.path, sql)
      throw error
    }
  }

  async all(sql, values = []) {
    const reader = await this.connection.runAndReadAll(sql, values)
    return reader.getRowObjectsJS()
  }

  async get(sql, values = []) {
    const rows = await this.all(sql, values)
    return rows[0] ?? null
  }
}

const path = process.env.DATABASE ?? 'users.duckdb'
let store
try {
  const instance = await openInstance(path, undefined, { connections: 'separate' })
  store = new Store(await instance.connect(), path)
} catch (error) {
  console.error(`${path} does not open`, error)
  throw error
}

export default store

export async function checkpoint() {
  if (store) await store.run('CHECKPOINT')
}
