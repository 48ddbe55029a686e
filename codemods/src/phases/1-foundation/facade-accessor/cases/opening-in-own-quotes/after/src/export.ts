import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export async function write(path: string): Promise<void> {
  const connection = inject(database)
  await connection.execute(`COPY items TO '${path}' (FORMAT parquet)`)
}
