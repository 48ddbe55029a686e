import { Repo } from './base.js'

export class OrderRepo extends Repo {
  async move(id, customer) {
    await this.db.execute('BEGIN')
    try {
      await this.db.execute('UPDATE orders SET customer = ? WHERE id = ?', [customer, id])
      await this.db.execute('INSERT INTO audit (what) VALUES (?)', ['moved'])
      await this.db.execute('COMMIT')
    } catch (error) {
      await this.db.execute('ROLLBACK')
      throw error
    }
  }
  async customer(id) {
    const [row] = await this.db.query('SELECT customer FROM orders WHERE id = ?', [id])
    return row?.customer
  }
}
