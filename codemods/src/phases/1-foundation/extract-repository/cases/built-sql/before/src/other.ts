import { getClient } from './db.js'

/** A type of the same name is another one. */
export interface Criteria {
  readonly tags: readonly string[]
}

export async function countTags(criteria: Criteria): Promise<number> {
  const parts: string[] = []
  const params: unknown[] = []
  for (const tag of criteria.tags) {
    parts.push('tag = ?')
    params.push(tag)
  }
  const [row] = await getClient().query<{ n: number }>(
    `SELECT count(*)::INTEGER AS n FROM tags WHERE ${parts.join(' OR ') || 'true'}`,
    params,
  )
  return row?.n ?? 0
}

export async function namedLike(criteria: Criteria): Promise<{ name: string }[]> {
  let sql = 'SELECT name FROM items'
  if (criteria.tags.length > 0) sql += ' WHERE name = ?'
  const params = criteria.tags.slice(0, 1)
  return getClient().query<{ name: string }>(sql, params)
}

/** One page, and how many there are: what both are asked by goes with both. */
export async function page(name: string | undefined, limit: number, offset: number) {
  const db = getClient()
  let where = ''
  const params: unknown[] = []
  if (name) {
    where = ' WHERE name = ?'
    params.push(name)
  }
  const [total] = await db.query<{ n: number }>(`SELECT count(*)::INTEGER AS n FROM items${where}`, params)
  const rows = await db.query<{ name: string }>(
    `SELECT name FROM items${where} ORDER BY id LIMIT ? OFFSET ?`,
    [...params, limit, offset],
  )
  return { total: total?.n ?? 0, rows }
}

export async function together(name: string | undefined) {
  const db = getClient()
  const where = name ? 'WHERE tag = ?' : ''
  const params = name ? [name] : []
  const [first, second] = await Promise.all([
    db.query<{ item_id: number }>(`SELECT item_id FROM tags ${where} ORDER BY item_id LIMIT 1`, params),
    db.query<{ n: number }>(`SELECT count(*)::INTEGER AS n FROM tags ${where}`, params),
  ])
  return { first, second }
}

/** Nothing that it is made of changes meanwhile. */
export async function waited(load: () => Promise<string>) {
  let where = ''
  const params: unknown[] = []
  const name = await load()
  if (name) {
    where = 'WHERE name = ?'
    params.push(name)
  }
  await load()
  return getClient().query<{ id: number }>(`SELECT id FROM items ${where}`, params)
}

/** One of several texts, and one by its name. */
export async function summarized(step: string, order?: 'name' | 'price') {
  let group: string
  switch (step) {
    case 'day':
    case 'today':
      group = "date_trunc('day', created_at)"
      break
    case 'week':
      group = "date_trunc('week', created_at)"
      break
    default:
      group = 'created_at'
  }
  const columns: Record<string, string> = { name: 'max(name)', price: 'max(price)' }
  const by = columns[order ?? ''] ?? 'count(*)'
  return getClient().query<{ n: number }>(
    `SELECT count(*)::INTEGER AS n FROM items WHERE category <> ? GROUP BY ${group} ORDER BY ${by}`,
    [step],
  )
}

/** Several of its parts are in the call itself. */
export const between = (least: number, direction: 'ASC' | 'DESC', most: number) =>
  getClient().query<{ id: number }>(
    `SELECT id FROM items WHERE price > ? ORDER BY price ${direction} LIMIT ${most}`,
    [least],
  )
