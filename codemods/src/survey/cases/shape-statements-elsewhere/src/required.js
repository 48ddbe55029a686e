const { getClient } = require('./client.js')
const sql = require('./exported.js')

exports.clear = async () => {
  const client = getClient() // usage: manual-transaction several-queries
  await client.query(sql.begin)
  await client.query(sql.commit)
}
