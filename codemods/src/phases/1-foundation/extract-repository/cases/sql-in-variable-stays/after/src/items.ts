import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export async function logged(name: string) {
  const db = inject(database)
  const sql = `SELECT id FROM items WHERE name = '${name}'`
  console.log(sql)
  return db.query<{ id: number }>(sql)
}

export async function extended(name: string, isNew: boolean) {
  const db = inject(database)
  let sql = 'SELECT id FROM items'
  if (isNew) sql += ` ORDER BY ${name}`
  return db.query<{ id: number }>(sql)
}

export async function nextDay(day: Date) {
  const db = inject(database)
  const sql = `SELECT id FROM items WHERE created_at = '${day.toISOString()}'`
  day.setDate(day.getDate() + 1)
  return db.query<{ id: number }>(sql)
}

export async function counted() {
  const db = inject(database)
  let size = 1
  const sql = `SELECT id FROM items LIMIT ${size}`
  size += 1
  const rows = await db.query<{ id: number }>(sql)
  return { rows, size }
}
