'use strict'

function Repo(db) { // usage: manual-transaction several-queries
  if (!(this instanceof Repo)) return new Repo(db)
  this.db = db
}

Repo.prototype.all = function () {
  return this.db.query('SELECT * FROM items')
}

Repo.prototype.clear = async function () {
  await this.db.query('BEGIN')
  await this.db.query('DELETE FROM items')
  await this.db.query('COMMIT')
}

module.exports = Repo
