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
