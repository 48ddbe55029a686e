import { inject } from '@duckshift/runtime'
import { database } from '../../db/src/database.js'
import { ItemsRepository } from '../../db/src/repositories/items-repository.js'

export async function itemNamed(name: string) {
  const rows = await inject(ItemsRepository).listIdAndNameByName(name)
  return rows[0]
}

export async function raw(sql: string) {
  return await inject(database).query(sql)
}
