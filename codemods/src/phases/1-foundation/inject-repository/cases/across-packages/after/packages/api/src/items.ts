import { database, ItemsRepository } from '@shop/db'
import { inject } from '@duckshift/runtime'

export async function itemNamed(name: string) {
  const rows = await inject(ItemsRepository).listIdAndNameByName(name)
  return rows[0]
}

export async function raw(sql: string) {
  return await inject(database).query(sql)
}
