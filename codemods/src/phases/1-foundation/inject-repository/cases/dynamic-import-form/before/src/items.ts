export async function names() {
  const db = (await import('./db.js')).getClient()
  return db.query<{ name: string }>('SELECT name FROM items')
}
