import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

async function rows(sql, params) {
  return inject(database).query(sql, params)
}

/** The second statement stays, and needs the condition that both have. */
export async function page(name, column) {
  let where = ''
  const params = []
  if (name) {
    where = ' WHERE name = ?'
    params.push(name)
  }
  const [total] = await rows(`SELECT count(*)::INTEGER AS n FROM items${where}`, params)
  const found = await rows(`SELECT name FROM items${where} ORDER BY ${column}`, params)
  return { total: total.n, found }
}

export async function byIds(ids) {
  return inject(ItemsRepository).byIds(ids)
}
