import getDatabase from './db.js'

export interface Book {
  id: number
  title: string
  copies: number
}

export function allBooks(): Promise<Book[]> {
  const db = getDatabase()
  return new Promise<Book[]>((resolve, reject) => {
    db.all('SELECT id, title, copies FROM books ORDER BY title', (error, rows) => {
      if (error) {
        reject(error)
        return
      }
      resolve(rows as Book[])
    })
  })
}

export async function booksLike(part: string): Promise<string[]> {
  const rows = await new Promise<Book[]>((resolve, reject) =>
    getDatabase().all(`SELECT * FROM books WHERE title LIKE '%${part}%'`, (error, found) =>
      error ? reject(error) : resolve(found as Book[]),
    ),
  )
  return rows.map(({ title }) => title)
}

export async function addBook(book: Book): Promise<void> {
  const db = getDatabase()
  await new Promise<void>((resolve, reject) => {
    db.run(
      'INSERT INTO books (id, title, copies) VALUES (?, ?, ?)',
      book.id,
      book.title,
      book.copies,
      (error: Error | null) => {
        if (error) reject(error)
        else resolve()
      },
    )
  })
}

export async function bookOf(id: number): Promise<Book | null> {
  const db = getDatabase()
  return await new Promise<Book | null>(function (resolve, reject) {
    db.all('SELECT id, title, copies FROM books WHERE id = ?', id, function (error, rows) {
      if (error) return reject(error)
      resolve((rows[0] as Book) ?? null)
    })
  })
}

/** Whatever the table has. */
export function exported(): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    getDatabase().all('SELECT * FROM books', (error, rows) => (error ? reject(error) : resolve(rows || [])))
  })
}
