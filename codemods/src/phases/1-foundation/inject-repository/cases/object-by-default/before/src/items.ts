import db from './db.js'

export async function names(): Promise<string[]> {
  const rows = await db.query<{ name: string }>('SELECT name FROM items ORDER BY name')
  return rows.map((row) => row.name)
}

export async function rename(id: number, name: string) {
  await db.execute(`UPDATE items SET name = ? WHERE id = ${id}`, [name])
}

export async function reprice(id: number, price: number) {
  await db.execute(`UPDATE items SET price = ${price} WHERE id = ${id}`)
}
