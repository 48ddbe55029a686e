import { writeFileSync } from 'node:fs'
import { getClient } from './db.js'

const seen: number[] = []

function remember(id: number): void {
  seen.push(id)
}

export async function notifyInside(id: number, send: (id: number) => Promise<void>): Promise<void> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    await db.execute('UPDATE items SET category = NULL WHERE id = ?', [id])
    await send(id)
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}

export async function countInside(id: number): Promise<void> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    await db.execute('DELETE FROM items WHERE id = ?', [id])
    remember(id)
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}

export async function exportInside(path: string): Promise<void> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    const rows = await db.query<{ name: string }>('SELECT name FROM items ORDER BY name')
    writeFileSync(path, rows.map((row) => row.name).join('\n'))
    await db.execute('DELETE FROM items')
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}
