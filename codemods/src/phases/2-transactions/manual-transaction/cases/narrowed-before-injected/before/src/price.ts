import { getClient } from './db.js'

export async function priced(id: number, given: string): Promise<boolean> {
  let price: number | null = null
  for (const part of given.split(' ')) {
    price = Number.parseFloat(part) || null
    if (price === null) continue
    const db = getClient()
    await db.execute('BEGIN TRANSACTION')
    try {
      await db.execute('UPDATE items SET price = ? WHERE id = ?', [price, id])
      await db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, price.toFixed(2)])
      await db.execute('COMMIT')
    } catch (error) {
      await db.execute('ROLLBACK')
      throw error
    }
  }
  return price !== null
}
