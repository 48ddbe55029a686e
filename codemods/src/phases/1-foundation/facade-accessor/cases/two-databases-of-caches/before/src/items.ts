import { getConnection } from './db.js'
import { getArchive } from './shared.js'

export async function names(): Promise<unknown[]> {
  const connection = await getConnection()
  try {
    const reader = await connection.runAndReadAll('SELECT name FROM items')
    return reader.getRowObjectsJS()
  } finally {
    connection.closeSync()
  }
}

export async function archived(): Promise<unknown[]> {
  const connection = await getArchive()
  const reader = await connection.runAndReadAll('SELECT name FROM archived')
  return reader.getRowObjectsJS()
}

/** A table of the same name, in the other database. */
export async function archivedItems(): Promise<unknown[]> {
  const connection = await getArchive()
  const reader = await connection.runAndReadAll('SELECT id FROM items')
  return reader.getRowObjectsJS()
}

export async function itemIds(): Promise<unknown[]> {
  const connection = await getConnection()
  const reader = await connection.runAndReadAll('SELECT id FROM items WHERE id > 0')
  return reader.getRowObjectsJS()
}
