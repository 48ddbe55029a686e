import { getClient } from './db.js'
import { BEGIN, COMMIT, statements, Verb } from './sql.js'

export async function rename(id: number, name: string): Promise<void> {
  const client = getClient()
  await client.execute(BEGIN)
  try {
    await client.execute('UPDATE items SET name = $1 WHERE id = $2', [name, id])
    await client.execute('DELETE FROM tags WHERE item_id = $1', [id])
    await client.execute(COMMIT)
  } catch (error) {
    await client.execute(Verb.Rollback)
    throw error
  }
}

export async function clear(): Promise<void> {
  const client = getClient()
  await client.execute(statements.begin)
  await client.execute('DELETE FROM items')
  await client.execute('DELETE FROM tags')
  await client.execute(statements.commit)
}
