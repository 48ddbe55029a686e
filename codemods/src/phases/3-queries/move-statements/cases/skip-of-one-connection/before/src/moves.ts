import { getClient } from './db.js'

async function run(sql: string, values: number[] = []): Promise<void> {
  await getClient().execute(sql, values)
}

export async function swap(one: number, other: number): Promise<void> {
  await run('BEGIN')
  try {
    await run('UPDATE items SET price = 0 WHERE id = ?', [one])
    await run('UPDATE items SET price = 0 WHERE id = ?', [other])
    await run('COMMIT')
  } catch (error) {
    await run('ROLLBACK')
    throw error
  }
}

export async function threads(): Promise<void> {
  await run('SET threads = 2')
}
