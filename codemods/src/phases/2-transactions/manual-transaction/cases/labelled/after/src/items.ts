import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function removeAll(groups: readonly (readonly number[])[]): Promise<void> {
  const db = inject(database)
  const items = inject(ItemsRepository)
  await db.transaction(async () => {
    each: for (const group of groups) {
      for (const id of group) {
        if (id < 0) continue each
        await items.deleteById(id)
      }
    }
  })
}
