import { getClient } from './db.js'

interface Tag {
  item_id: number
  tag: string
}

export async function newest(): Promise<string[]> {
  const db = getClient()
  const tags = await db.query<Tag>('SELECT * FROM tags')
  return tags.sort((a, b) => b.item_id - a.item_id).slice(0, 3).map((row) => row.tag)
}

export async function first(tag: string): Promise<Tag[]> {
  const db = getClient()
  const tags = await db.query<Tag>('SELECT item_id, tag FROM tags WHERE tag <> ? ORDER BY tag DESC', [tag])
  return tags.sort((a, b) => a.item_id - b.item_id).slice(0, 2)
}
