import { getClient } from './db.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './tags/tags-repository.js'

const items = new ItemsRepository()
const tags = new TagsRepository()

export async function rename(id: number, name: string): Promise<string[]> {
  await getClient().execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  return items.names()
}

export async function tagged(tag: string): Promise<{ item_id: number }[]> {
  tags.known.add(tag)
  return getClient().query<{ item_id: number }>('SELECT item_id FROM tags WHERE tag = ?', [tag])
}
