const { query } = require('./db')

module.exports.add = async function (id, name) {
  await query('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
}

module.exports.addNamed = function (name) {
  const self = module.exports
  return self.add(0, name)
}
