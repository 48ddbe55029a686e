import { run } from './db.js'

/** A transaction of the runtime would not hold what the helper sends. */
export async function swap(a: number, b: number): Promise<void> {
  await run('UPDATE items SET price = price + 1 WHERE id = ?', [a])
  await run('UPDATE items SET price = price - 1 WHERE id = ?', [b])
}
