import duckdb from 'duckdb'

const db = new duckdb.Database('items.duckdb')

// Each query is counted.
function loadRows(sql: string): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    db.all(sql, (error, rows) => (error ? reject(error) : resolve(rows)))
  })
}

console.log(await loadRows('SELECT 1'))
