import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

// names, in no order
export async function names() {
	const items = inject(ItemsRepository)
	return items.listName()
}
