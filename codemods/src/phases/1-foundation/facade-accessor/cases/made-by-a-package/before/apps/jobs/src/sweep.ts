import { close, getDb } from './db.js'

export async function sweep() {
  const db = await getDb()
  await db.run('DELETE FROM jobs WHERE finished_at < now() - INTERVAL 7 DAY')
  close()
}
