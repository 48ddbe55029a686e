import duckdb from 'duckdb'

const { Database } = duckdb
const db = new Database('seed.duckdb')

const fill = (target: typeof db, id: number) => new Promise<void>((resolve, reject) => {
  target.run('INSERT INTO items (id, name) VALUES (?, ?)', id, `item ${id}`, (error: Error | null) => {
    if (error) reject(error)
    else resolve()
  })
})

for (let id = 0; id < 100; id += 1) await fill(db, id)
