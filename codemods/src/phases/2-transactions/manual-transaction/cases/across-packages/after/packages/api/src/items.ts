import { database, ItemsRepository } from '@shop/db'
import { inject } from '@duckshift/runtime'

export async function raw(sql: string) {
  return await inject(database).query(sql)
}

export async function removeItem(id: number, where: string) {
  const db = inject(database)
  const items = inject(ItemsRepository)
  await db.transaction(async () => {
    await db.query(`DELETE FROM items WHERE ${where}`)
    await items.deleteById(id)
  })
}
