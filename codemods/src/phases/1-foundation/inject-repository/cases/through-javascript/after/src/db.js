import duckdb from '@duckshift/runtime/compat/duckdb'

const db = new duckdb.Database('shop.duckdb')
const connection = db.connect()

/** Big numbers come as numbers. */
export function executeQuery(query, params = []) {
  return new Promise((resolve, reject) => {
    connection.all(query, ...params, (error, rows) => {
      if (error) return reject(error)
      resolve(rows.map((row) => ({ ...row, count: Number(row.count) })))
    })
  })
}

/** The first of them. */
export async function getOne(query, params = []) {
  const rows = await executeQuery(query, params)
  return rows[0] || null
}
