import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export async function swap(a: number, b: number): Promise<void> {
  const db = inject(database)
  const tags = inject(TagsRepository)
  const items = inject(ItemsRepository)
  await db.transaction(async () => {
    await tags.updateItemIdByItemId(a, b); await items.deleteById(b);
  });
}

export class Chores
{
	async remove(id: number, done: () => void): Promise<void>
	{
		const db = inject(database)
		const tags = inject(TagsRepository)
		const items = inject(ItemsRepository)
		await db.transaction(async () => {
			await tags.deleteByItemId(id)
			await items.deleteById(id)
		})
		done()
	}
}
