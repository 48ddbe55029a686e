import { inject } from '@duckshift/runtime'
import { acquireAccessor } from './database.js'

export async function loaded(path: string): Promise<number> {
  const { connection, release } = await inject(acquireAccessor)()
  try {
    await connection.run('CREATE TEMP TABLE loaded AS SELECT * FROM read_csv(?)', [path])
    const reader = await connection.runAndReadAll('SELECT count(*) FROM loaded')
    return Number(reader.getRows()[0]?.[0])
  } finally {
    release()
  }
}
