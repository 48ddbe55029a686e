import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { AuditRepository } from './repositories/audit-repository.js'
import { OrdersRepository } from './repositories/orders-repository.js'

export async function settle(id, total) {
  const db = inject(database)
  const orders = inject(OrdersRepository)
  const audit = inject(AuditRepository)
  let { changed, audited } = await db.transaction(async () => {
    let changed = await orders.updateTotalById(total, id)
    var audited = await audit.insert('settled')
    return { changed, audited }
  })
  changed += audited
  return changed
}
