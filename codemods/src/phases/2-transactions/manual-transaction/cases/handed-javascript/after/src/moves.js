import { Repo } from './base.js'
import { AuditRepository } from './repositories/audit-repository.js'
import { OrdersRepository } from './repositories/orders-repository.js'

export class Moves extends Repo {
  async move(id, customer) {
    await this.db.transaction(async () => {
      await new OrdersRepository(this.db).updateCustomerById(customer, id)
      await new AuditRepository(this.db).insert('moved')
    })
  }
}
