const { Counts, Hidden } = require('./base')
const { getClient } = require('./client')
const { Items, Quiet } = require('./stores')

async function main() {
  const db = getClient() // usage: variable
  return [await new Items(db, 'items', 3).all(), await new Counts(db).count(), new Quiet(db), new Hidden(db)]
}

module.exports = { main }
