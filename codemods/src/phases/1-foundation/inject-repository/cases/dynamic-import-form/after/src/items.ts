export async function names() {
  const db = (await import('@duckshift/runtime')).inject((await import('./database.js')).clientAccessor)()
  return db.query<{ name: string }>('SELECT name FROM items')
}
