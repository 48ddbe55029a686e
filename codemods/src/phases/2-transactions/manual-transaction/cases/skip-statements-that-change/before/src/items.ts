import { getClient } from './db.js'

const statements = { begin: 'BEGIN', commit: 'COMMIT' }

export function useSavepoints(): void {
  statements.begin = 'BEGIN READ ONLY'
}

export async function clear(): Promise<void> {
  const client = getClient()
  await client.execute(statements.begin)
  await client.execute('DELETE FROM items')
  await client.execute(statements.commit)
}

export async function inTurn(): Promise<void> {
  const client = getClient()
  for (const statement of ['BEGIN', 'DELETE FROM items', 'DELETE FROM tags', 'COMMIT']) await client.execute(statement)
}
