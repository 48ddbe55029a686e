import { count } from './count.js'
import { getConnection } from './db.js'

export async function items(): Promise<number> {
  return count(await getConnection(), 'items')
}
