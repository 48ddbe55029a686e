import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { dayOf } from './days.js'

/** Said about this one: it stays. */
function quote(text: string) {
  return text.replaceAll("'", "''")
}

function label(text: string) {
  return text.toUpperCase()
}

export async function find(name: string, category: string, since: Date | undefined) {
  const items = inject(ItemsRepository)
  return items.listIdByNameAndCategoryAndNameNot(name, category, `${label(name)} `, since ? dayOf(since) : null)
}

export async function findAny(name: string) {
  return inject(ItemsRepository).listIdByName(name)
}
