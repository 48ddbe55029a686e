export async function names() {
  const { getClient } = await import('./db.js')
  const db = getClient()
  return db.query<{ name: string }>('SELECT name FROM items')
}
