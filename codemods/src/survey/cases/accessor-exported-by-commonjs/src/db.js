const duckdb = require('duckdb')

class Client {
  constructor() {
    this.db = new duckdb.Database('app.duckdb')
  }
  query(sql) {
    return new Promise((done, fail) => this.db.all(sql, (error, rows) => (error ? fail(error) : done(rows))))
  }
}

module.exports = new Client() // accessor: instance
