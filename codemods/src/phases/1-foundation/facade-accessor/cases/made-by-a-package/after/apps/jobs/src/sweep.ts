import { inject } from '@duckshift/runtime'
import { close } from './db.js'
import { database } from './database.js'

export async function sweep() {
  const db = inject(database)
  await db.execute('DELETE FROM jobs WHERE finished_at < now() - INTERVAL 7 DAY')
  close()
}
