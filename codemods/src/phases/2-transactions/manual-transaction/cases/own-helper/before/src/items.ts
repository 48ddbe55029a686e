import { getClient } from './db.js'

export async function move(from: number, to: number): Promise<void> {
  const db = getClient()
  await db.transaction(async (tx) => {
    await tx.execute('UPDATE items SET price = price - 1 WHERE id = ?', [from])
    await tx.execute('UPDATE items SET price = price + 1 WHERE id = ?', [to])
  })
}
