import { getClient } from './db.js'

export async function setUp(): Promise<void> {
  await getClient().execute('CREATE TABLE IF NOT EXISTS "case" (id INTEGER PRIMARY KEY, title VARCHAR NOT NULL)')
  await getClient().execute('CREATE TABLE IF NOT EXISTS process (id INTEGER PRIMARY KEY, pid INTEGER NOT NULL)')
}

export async function titleOf(id: number): Promise<string | undefined> {
  const db = getClient()
  const [row] = await db.query<{ title: string }>('SELECT title FROM "case" WHERE id = ?', [id])
  return row?.title
}

export async function isMine(id: number): Promise<boolean> {
  const db = getClient()
  const [row] = await db.query<{ pid: number }>('SELECT pid FROM process WHERE id = ?', [id])
  return row?.pid === process.pid
}
