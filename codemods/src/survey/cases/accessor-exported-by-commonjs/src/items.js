const client = require('./db.js')

exports.count = () => client.query('SELECT count(*) FROM items') // usage: direct-call
exports.clear = async () => {
  await client.query('DELETE FROM items') // usage: direct-call
}
