import duckdb from 'duckdb'

function send(db: duckdb.Database, sql: string): Promise<unknown[]> { // usage: callback-style
  return new Promise((resolve, reject) => {
    db.all(sql, (error, rows) => (error ? reject(error) : resolve(rows)))
  })
}

/** Opens a database at every call. */
export class CsvService {
  async run(sql: string) {
    const db = new duckdb.Database(':memory:')
    return await send(db, sql)
  }
}

export const csvService = new CsvService() // accessor: instance
