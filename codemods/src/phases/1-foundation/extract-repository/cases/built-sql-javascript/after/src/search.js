import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function searchItems(criteria) {
  return inject(ItemsRepository).searchItems(criteria)
}

export async function sorted(limit) {
  let sql = 'SELECT id FROM items'
  if (limit) sql += ` LIMIT ${limit}`
  return inject(database).query(sql, [])
}
