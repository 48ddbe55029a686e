import { openInstance } from '@duckshift/runtime/compat/neo'

class Store {
  constructor(connection) {
    this.connection = connection
  }

  async run(sql) {
    console.log(sql)
    await this.connection.run(sql)
  }
}

const store = new Store(await (await openInstance('users.duckdb')).connect())

export default store // accessor: instance

/** On the database that the runtime opens, and nobody else's to change. */
export async function checkpoint() {
  await store.run('CHECKPOINT')
}
