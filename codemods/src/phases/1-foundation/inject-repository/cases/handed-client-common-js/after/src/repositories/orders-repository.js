const { inject, Repository } = require('@duckshift/runtime')
const { database } = require('../database')

/** Data access to `orders`. */
class OrdersRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listCustomer() {
    return this.db.query('SELECT customer FROM orders ORDER BY customer')
  }

  countAll() {
    return this.db.query('SELECT count(*)::INTEGER AS n FROM orders')
  }
}

module.exports = { OrdersRepository }
