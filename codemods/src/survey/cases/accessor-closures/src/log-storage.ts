import duckdb from 'duckdb'

export interface LogStorage {
  add(line: string): Promise<void>
  count(): Promise<number>
}

function run(connection: duckdb.Connection, sql: string, ...values: unknown[]): Promise<any[]> { // usage: callback-style
  return new Promise((resolve, reject) => {
    connection.all(sql, ...values, (error, rows) => (error ? reject(error) : resolve(rows)))
  })
}

export function openLogStorage(path: string): Promise<LogStorage> { // accessor: async-function
  return new Promise((resolve, reject) => {
    const db = new duckdb.Database(path, (error) => {
      if (error) return reject(error)
      const connection = new duckdb.Connection(db)
      const storage: LogStorage = {
        async add(line) {
          await run(connection, 'INSERT INTO logs VALUES (?)', line)
        },
        async count() {
          const [row] = await run(connection, 'SELECT count(*) AS n FROM logs')
          return Number(row.n)
        },
      }
      resolve(storage)
    })
  })
}
