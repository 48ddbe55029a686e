import { Repo } from './base.js'
import { OrdersRepository } from './repositories/orders-repository.js'

export class Orders extends Repo {
  async customer(id) {
    const [row] = await new OrdersRepository(this.db).findCustomerById(id)
    return row?.customer
  }
}
