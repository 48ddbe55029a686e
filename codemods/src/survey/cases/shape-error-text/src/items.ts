import { getClient } from './db.js'

export async function create() {
  try {
    await getClient().execute('INSERT INTO items VALUES (1)') // usage: direct-call reads-error-text try-catch
  } catch (error) {
    if (error instanceof Error && error.message.includes('Duplicate key')) return
    throw error
  }
}
