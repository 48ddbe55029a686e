import { Database } from 'duckdb'

const connection = new Database(':memory:').connect()

export function query(sql) {
  return new Promise((resolve, reject) => {
    connection.all(sql, (error, rows) => (error ? reject(error) : resolve(rows)))
  })
}
