import { inject } from '@duckshift/runtime'
import { Audit, purge } from './audit.js'
import { database } from './database.js'
import { ItemService } from './items.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function main(): Promise<string | undefined> {
  const db = inject(database)
  const items = new ItemService(db)
  const audit = new Audit(db)
  await items.rename(1, 'one')
  await purge(db, 30)
  const itemsRepository = inject(ItemsRepository)
  await itemsRepository.deleteByName('')
  return audit.last()
}
