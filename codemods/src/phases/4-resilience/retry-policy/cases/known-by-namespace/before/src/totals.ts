import { getClient } from './db.js'

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export async function total(retries = 2): Promise<unknown> {
  try {
    return await getClient().query('SELECT count(*) AS n FROM items')
  } catch (error) {
    if (retries <= 0) throw error
    await wait(50)
    return total(retries - 1)
  }
}
