import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function ofMonth(year: number, month: number) {
  const items = inject(ItemsRepository)
  const monthText = String(month).padStart(2, '0')
  return items.listIdByCreatedAtSinceAndCategoryLike(`${year}-${monthText}-01`, `${year}%\\${monthText}`)
}
