import database, { db, query } from './db.js'

export async function star(id: number) {
  await database.run('UPDATE notes SET starred = true WHERE id = ?', [id])
  return database.query<{ starred: boolean }>('SELECT starred FROM notes WHERE id = ?', [id])
}

export async function rename(id: number, text: string) {
  // Both ways lead to the same function.
  await db.run('UPDATE notes SET text = ? WHERE id = ?', [text, id])
  return query<{ text: string }>('SELECT text FROM notes WHERE id = ?', [id])
}

export async function remove(id: number) {
  const own = db
  await own.run('DELETE FROM notes WHERE id = ?', [id])
}
