import * as duckdbModule from 'duckdb'

const duckdb = duckdbModule.Database ? duckdbModule : (duckdbModule as any).default

let connection: duckdbModule.Connection | null = null

export async function getConnection(): Promise<duckdbModule.Connection> {
  if (connection) return connection
  return new Promise((resolve, reject) => {
    const database: duckdbModule.Database = new duckdb.Database(':memory:', (error: Error | null) => {
      if (error) return reject(error)
      connection = database.connect()
      resolve(connection)
    })
  })
}
