import { getClient } from './db.js'

const asked: string[] = []

async function audited<T>(sql: string): Promise<T[]> {
  asked.push(sql)
  return getClient().query<T>(sql)
}

async function safely<T>(sql: string): Promise<T[]> {
  try {
    return await getClient().query<T>(sql)
  } catch {
    return []
  }
}

async function namesOf(sql: string): Promise<string[]> {
  const rows = await getClient().query<{ name: string }>(sql)
  return rows.map((row) => row.name)
}

async function limited<T>(sql: string): Promise<T[]> {
  return getClient().query<T>(`${sql} LIMIT 10`)
}

async function again<T>(sql: string): Promise<T[]> {
  const rows = await getClient().query<T>(sql)
  return rows.length > 0 ? rows : getClient().query<T>(sql)
}

async function padded<T>(sql: string, values: number[]): Promise<T[]> {
  return getClient().query<T>(sql, [...values, 1])
}

async function twoTypes<P extends number[], T>(sql: string, values: P): Promise<T[]> {
  return getClient().query<T>(sql, values)
}

export async function report() {
  return {
    asked,
    audited: await audited<{ id: number }>('SELECT id FROM items'),
    safely: await safely<{ id: number }>('SELECT id FROM items'),
    names: await namesOf('SELECT name FROM items'),
    limited: await limited<{ id: number }>('SELECT id FROM items'),
    again: await again<{ id: number }>('SELECT id FROM items'),
    padded: await padded<{ id: number }>('SELECT id FROM items WHERE id = ? OR id = ?', [1]),
    two: await twoTypes<[number], { id: number }>('SELECT id FROM items WHERE id = ?', [1]),
  }
}
