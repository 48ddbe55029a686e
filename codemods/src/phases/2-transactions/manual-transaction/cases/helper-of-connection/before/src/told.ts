import { getConnection } from './db/connection.js'
import { execute, log } from './db/statements.js'

/** Nothing is begun: the texts are only written down. */
export async function tell(title: string): Promise<void> {
  const db = await getConnection()
  await log(db, 'BEGIN')
  try {
    await execute(db, 'INSERT INTO fixes VALUES (1, ?)', [title])
    await log(db, 'COMMIT')
  } catch (error) {
    await log(db, 'ROLLBACK')
    throw error
  }
}
