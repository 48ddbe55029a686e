import { getClient } from './db.js'

export function chained(id: number): Promise<unknown> {
  const db = getClient()
  return db
    .execute('BEGIN')
    .then(() => db.execute('DELETE FROM items WHERE id = ?', [id]))
    .then(() => db.execute('COMMIT'))
}

export async function sideBySide(id: number): Promise<void> {
  const db = getClient()
  await Promise.all([
    db.execute('BEGIN'),
    db.execute('DELETE FROM items WHERE id = ?', [id]),
    db.execute('COMMIT'),
  ])
}
