import { getConnection } from './db/connection.js'
import { execute } from './db/statements.js'

export async function storeFixes(fixes: readonly { id: number; title: string }[]): Promise<void> {
  const db = await getConnection()

  await execute(db, 'BEGIN TRANSACTION')
  try {
    // What was planned before goes first.
    await execute(db, 'DELETE FROM fixes')
    for (const fix of fixes) {
      await execute(db, 'INSERT INTO fixes VALUES (?, ?)', [fix.id, fix.title])
    }
    await execute(db, 'COMMIT')
  } catch (error) {
    await execute(db, 'ROLLBACK')
    throw error
  }
}

export async function importFixes(path: string): Promise<void> {
  const db = await getConnection()
  await execute(db, 'BEGIN TRANSACTION')
  try {
    const appender = await db.createAppender('fixes')
    appender.appendVarchar(path)
    appender.endRow()
    appender.closeSync()
    await execute(db, 'COMMIT')
  } catch (error) {
    await execute(db, 'ROLLBACK')
    throw error
  }
}
