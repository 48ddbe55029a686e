import { getClient } from './db.js'

/** Its text is looked at. */
export async function logged(name?: string) {
  let sql = 'SELECT name FROM items'
  const params: unknown[] = []
  if (name) {
    sql += ' WHERE name = ?'
    params.push(name)
  }
  console.log(sql)
  return getClient().query<{ name: string }>(sql, params)
}

/** Any text at all. */
export async function sorted(column: string) {
  let sql = 'SELECT name FROM items'
  sql += ` ORDER BY ${column}`
  return getClient().query<{ name: string }>(sql, [])
}

/** The list is another one by then. */
export async function sortedFirst(ids: number[]) {
  const marks = ids.map(() => '?').join(',')
  ids.sort()
  return getClient().query<{ id: number }>(`SELECT id FROM items WHERE id IN (${marks})`, ids)
}

export async function given(ids: number[]) {
  const marks = ids.map(() => '?').join(',')
  const rows = await getClient().query<{ id: number }>(`SELECT id FROM items WHERE id IN (${marks})`, ids)
  return { rows, marks }
}

/** Something else happens while it is put together. */
export async function counted(names: string[], seen: Map<string, number>) {
  const parts: string[] = []
  for (const name of names) {
    parts.push('name = ?')
    seen.set(name, (seen.get(name) ?? 0) + 1)
  }
  return getClient().query<{ id: number }>(`SELECT id FROM items WHERE ${parts.join(' OR ')}`, names)
}

/** A list of the caller's is added to. */
export async function addedTo(params: unknown[], name?: string) {
  let sql = 'SELECT id FROM items WHERE id > ?'
  if (name) {
    sql += ' AND name = ?'
    params.push(name)
  }
  return getClient().query<{ id: number }>(sql, params)
}

/** What is filled in by another function. */
export async function filled(name?: string) {
  const params: unknown[] = []
  let where = ''
  const add = (value: unknown) => params.push(value)
  if (name) {
    where = 'WHERE name = ?'
    add(name)
  }
  return getClient().query<{ id: number }>(`SELECT id FROM items ${where}`, params)
}

/** The number of columns depends on what is asked for. */
export async function wider(isWide: boolean) {
  let columns = 'id'
  if (isWide) columns += ', name'
  return getClient().query<Record<string, unknown>>(`SELECT ${columns} FROM items`, [])
}

export class Counter {
  #asked = 0

  async next(name?: string) {
    let where = ''
    if (this.#asked > 0) where = 'WHERE name = ?'
    this.#asked += 1
    return getClient().query<{ id: number }>(`SELECT id FROM items ${where}`, [name])
  }
}

/** The other statement cannot move, and needs the same conditions. */
export async function half(name: string | undefined, column: string) {
  const db = getClient()
  let where = ''
  const params: unknown[] = []
  if (name) {
    where = ' WHERE name = ?'
    params.push(name)
  }
  const [total] = await db.query<{ n: number }>(`SELECT count(*)::INTEGER AS n FROM items${where}`, params)
  const rows = await db.query<{ name: string }>(`SELECT name FROM items${where} ORDER BY ${column}`, params)
  return { total, rows }
}

/** More is added between the two. */
export async function later(name: string | undefined, limit: number) {
  const db = getClient()
  const params: unknown[] = []
  let where = ''
  if (name) {
    where = ' WHERE name = ?'
    params.push(name)
  }
  const [total] = await db.query<{ n: number }>(`SELECT count(*)::INTEGER AS n FROM items${where}`, params)
  params.push(limit)
  const rows = await db.query<{ name: string }>(`SELECT name FROM items${where} LIMIT ?`, params)
  return { total, rows }
}

/** Another who has the object may change it while the first is waited for. */
export async function pageOf(criteria: { name?: string }, limit: number) {
  const db = getClient()
  let where = ''
  const params: unknown[] = []
  if (criteria.name) {
    where = ' WHERE name = ?'
    params.push(criteria.name)
  }
  const [total] = await db.query<{ n: number }>(`SELECT count(*)::INTEGER AS n FROM items${where}`, params)
  const rows = await db.query<{ name: string }>(`SELECT name FROM items${where} LIMIT ?`, [...params, limit])
  return { total, rows }
}
