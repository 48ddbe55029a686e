import duckdb from 'duckdb'

const db = new duckdb.Database(':memory:')
const connection = db.connect()

function all(sql, ...params) {
  return new Promise((resolve, reject) =>
    connection.all(sql, ...params, (error, rows) => (error ? reject(error) : resolve(rows))),
  )
}

export function add(id, name) {
  return new Promise((resolve, reject) => {
    connection.run('INSERT INTO items VALUES (?, ?)', id, name, (error) => {
      if (error) reject(error)
      else resolve()
    })
  })
}

export async function rename(id, name) {
  const known = await all('SELECT name FROM items WHERE id = ?', id)
  if (known.length === 0) return add(id, name)
  // The last one wins.
  await all('UPDATE items SET name = ? WHERE id = ?', name, id)
  return known[0].name
}

export function each(callback) {
  connection.each('SELECT id FROM items', (error, row) => callback(row.id))
}

export const ids = async () => (await all('SELECT id FROM items ORDER BY id')).map((row) => row.id)
