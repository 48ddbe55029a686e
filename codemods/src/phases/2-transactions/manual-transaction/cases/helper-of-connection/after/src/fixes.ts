import { transactionOn } from '@duckshift/runtime/compat/neo'
import { getConnection } from './db/connection.js'
import { execute } from './db/statements.js'

export async function storeFixes(fixes: readonly { id: number; title: string }[]): Promise<void> {
  const db = await getConnection()

  await transactionOn(db, async () => {
    // What was planned before goes first.
    await execute(db, 'DELETE FROM fixes')
    for (const fix of fixes) {
      await execute(db, 'INSERT INTO fixes VALUES (?, ?)', [fix.id, fix.title])
    }
  })
}

export async function importFixes(path: string): Promise<void> {
  const db = await getConnection()
  await transactionOn(db, async () => {
    const appender = await db.createAppender('fixes')
    appender.appendVarchar(path)
    appender.endRow()
    appender.closeSync()
  })
}
