import { openArchive } from './archive.js'
import { type Connection, getConnection } from './db/index.js'

export async function names(connection: Connection): Promise<unknown[]> {
  const reader = await connection.runAndReadAll('SELECT name FROM items ORDER BY id')
  return reader.getRowObjectsJson()
}

export async function allNames(): Promise<unknown[]> {
  const [own, old] = [await getConnection(), await openArchive()]
  try {
    return [...(await names(own)), ...(await names(old))]
  } finally {
    old.closeSync()
  }
}
