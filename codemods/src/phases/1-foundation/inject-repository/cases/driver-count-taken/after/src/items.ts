import { inject } from '@duckshift/runtime'
import { dbAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { OrdersRepository } from './repositories/orders-repository.js'

export async function rename(id: number, name: string): Promise<boolean> {
  const items = inject(ItemsRepository)
  const orders = inject(OrdersRepository)
  const rowsChanged = await items.updateNameById(name, id)
  if (rowsChanged === 0) return false
  await orders.insert(id)
  return true
}

export async function forget(id: number) {
  const gone = await inject(ItemsRepository).deleteById(id)
  return gone
}

export async function clear() {
  const db = await inject(dbAccessor)()
  const { rowsChanged /* all of them */ } = await db.run('DELETE FROM orders')
  return { rowsChanged }
}

export async function outdated() {
  const db = await inject(dbAccessor)()
  const { rowsChanged, columnCount } = await db.run('DELETE FROM orders WHERE quantity = 0')
  return rowsChanged + columnCount
}
