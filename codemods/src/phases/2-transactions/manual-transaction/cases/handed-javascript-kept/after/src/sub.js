import { inject } from '@duckshift/runtime'
import { Repo } from './base.js'
import { database } from './database.js'

export class OrderRepo extends Repo {
  async move(id, customer) {
    await inject(database).transaction(async () => {
      await this.db.execute('UPDATE orders SET customer = ? WHERE id = ?', [customer, id])
      await this.db.execute('INSERT INTO audit (what) VALUES (?)', ['moved'])
    })
  }
  async customer(id) {
    const [row] = await this.db.query('SELECT customer FROM orders WHERE id = ?', [id])
    return row?.customer
  }
}
