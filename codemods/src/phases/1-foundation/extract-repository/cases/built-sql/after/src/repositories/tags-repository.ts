import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'
import type { Criteria } from '../other.js'

/** Data access to `tags`. */
export class TagsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  countTags(criteria: Criteria): Promise<{ n: number }[]> {
    const parts: string[] = []
    const params: unknown[] = []
    for (const tag of criteria.tags) {
      parts.push('tag = ?')
      params.push(tag)
    }
    return this.db.query<{ n: number }>(
      `SELECT count(*)::INTEGER AS n FROM tags WHERE ${parts.join(' OR ') || 'true'}`,
      params,
    )
  }

  findItemIdFirstForTogether(name: string | undefined): Promise<{ item_id: number }[]> {
    const where = name ? 'WHERE tag = ?' : ''
    const params = name ? [name] : []
    return this.db.query<{ item_id: number }>(
      `SELECT item_id FROM tags ${where} ORDER BY item_id LIMIT 1`,
      params,
    )
  }

  countForTogether(name: string | undefined): Promise<{ n: number }[]> {
    const where = name ? 'WHERE tag = ?' : ''
    const params = name ? [name] : []
    return this.db.query<{ n: number }>(`SELECT count(*)::INTEGER AS n FROM tags ${where}`, params)
  }

  tagged(wanted: Set<string>): Promise<{ item_id: number }[]> {
    const tags = [...wanted]
    return this.db.query<{ item_id: number }>(
      `SELECT item_id FROM tags WHERE tag IN (${Array(tags.length).fill('?').join(', ')})`,
      tags,
    )
  }
}
