import { createSession } from './session.js'

export async function columnsOf(file: string): Promise<Record<string, unknown>[]> {
  const session = await createSession()
  try {
    return await session.rows(`DESCRIBE SELECT * FROM read_csv('${file}')`)
  } finally {
    session.close()
  }
}
