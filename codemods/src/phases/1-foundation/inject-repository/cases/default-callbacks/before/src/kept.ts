import getDatabase from './db.js'

/** An error that is worded anew. */
export function copies(id: number): Promise<unknown> {
  const db = getDatabase()
  return new Promise((resolve, reject) => {
    db.all('SELECT copies FROM books WHERE id = ?', id, (error, rows) => {
      if (error) reject(new Error(`No copies of ${id}: ${error.message}`))
      else resolve(rows)
    })
  })
}

/** Another row than the first. */
export function second(): Promise<unknown> {
  return new Promise((resolve, reject) => {
    getDatabase().all('SELECT * FROM books ORDER BY id', (error, rows) => {
      if (error) return reject(error)
      resolve(rows[1])
    })
  })
}

/** A callback that is handed in. */
export function told(done: (error: Error | null, rows: unknown) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    getDatabase().all('SELECT title FROM books', done)
    if (!done) reject(new Error('Nobody is told.'))
    resolve()
  })
}

/** An error that nobody hears of. */
export function titles(): Promise<unknown> {
  return new Promise((resolve) => {
    getDatabase().all('SELECT title FROM books', (error, rows) => {
      resolve(error ? [] : rows)
    })
  })
}

/** Something beside the statement. */
export function lend(id: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const db = getDatabase()
    console.log(`lend ${id}`)
    db.run('UPDATE books SET copies = copies - 1 WHERE id = ?', id, (error: Error | null) => {
      if (error) return reject(error)
      resolve()
    })
  })
}
