import { runSql } from './db.js'

export async function archive(): Promise<void> {
  await runSql('BEGIN TRANSACTION')
  try {
    await runSql('INSERT INTO archived SELECT * FROM items')
    await runSql('DELETE FROM items')
    await runSql('COMMIT')
  } catch (error) {
    await runSql('ROLLBACK')
    throw error
  }
}
