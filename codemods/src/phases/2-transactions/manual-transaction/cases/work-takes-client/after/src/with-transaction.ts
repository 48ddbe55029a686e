import { inject } from '@duckshift/runtime'
import { type Client } from './db.js'
import { clientAccessor, database } from './database.js'

/** Begins and commits, and rolls back when the work throws. */
export async function withTransaction<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = inject(clientAccessor)()
  return inject(database).transaction(async () => {
    const result = await work(client)
    return result
  }, { retry: false })
}
