import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function named(name?: string, after = 0) {
	return inject(ItemsRepository).named(after, name)
}
