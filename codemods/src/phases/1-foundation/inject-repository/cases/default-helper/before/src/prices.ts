import ask from './db.js'

export async function priced(id: number): Promise<boolean> {
  const [row] = await ask<{ price: number | null }>('SELECT price FROM items WHERE id = ?', [id])
  return row?.price != null
}
