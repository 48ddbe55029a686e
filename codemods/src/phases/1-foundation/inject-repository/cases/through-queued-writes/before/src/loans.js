import { execute, query } from './db.js'

export async function lend(id, book, reader) {
  await execute('INSERT INTO loans (id, book, reader) VALUES (?, ?, ?)', [id, book, reader])
}

export async function reserve(book) {
  await execute('INSERT INTO loans (id, book, reader) VALUES (?, ?, ?)', [crypto.randomUUID(), book, null])
}

/** What it gives is not told here. */
export const giveBack = (id) => execute('DELETE FROM loans WHERE id = ?', [id])

export const ofReader = (reader) => query('SELECT * FROM loans WHERE reader = ?', [reader])
