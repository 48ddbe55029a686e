import { getDuckDBClient } from '@shop/db'

export async function raw(sql: string) {
  return await getDuckDBClient().query(sql)
}

export async function removeItem(id: number, where: string) {
  const db = getDuckDBClient()
  await db.query('BEGIN')
  try {
    await db.query(`DELETE FROM items WHERE ${where}`)
    await db.query('DELETE FROM items WHERE id = ?', [id])
    await db.query('COMMIT')
  } catch (error) {
    await db.query('ROLLBACK')
    throw error
  }
}
