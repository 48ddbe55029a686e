import * as duckdb from '@duckshift/runtime/compat/duckdb'

const db = new duckdb.Database('items.duckdb')

// There is no such type, neither before nor after.
export function names(): Promise<duckdb.Row[]> {
  return new Promise((resolve, reject) => {
    db.all('SELECT name FROM items', (error, rows) => (error ? reject(error) : resolve(rows)))
  })
}
