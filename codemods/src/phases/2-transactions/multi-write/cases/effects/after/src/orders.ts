import { inject } from '@duckshift/runtime';
import { database as databaseToken } from './database.js';
import { ItemsRepository } from './repositories/items-repository.js';
import { TagsRepository } from './repositories/tags-repository.js';

const database = 'a name that is taken'

export async function order(id: number, send: (text: string) => Promise<void>): Promise<number> {
	const itemsRepository = inject(ItemsRepository);
	const tagsRepository = inject(TagsRepository);
	const { tags, items } = await inject(databaseToken).transaction(async () => {
		await itemsRepository.updateCategoryById('ordered', id);
		await send(`${database} ${id}`);
		const tags = await tagsRepository.deleteByItemId(id);
		const items = await itemsRepository.updatePriceByCategoryOrderedAndId(id);
		return { tags, items };
	}, { retry: false });
	return tags + items;
}
