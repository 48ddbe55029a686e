import { getConnection } from './db'
import { log } from './store'

export async function write(text: string): Promise<number> {
  const db = await getConnection()
  await db.run('INSERT INTO logs VALUES (?, ?)', [1, text])
  return log.size()
}
