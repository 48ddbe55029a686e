import { Repo } from './base.js'

export class Orders extends Repo {
  async customer(id) {
    const [row] = await this.db.query('SELECT customer FROM orders WHERE id = ?', [id])
    return row?.customer
  }
}
