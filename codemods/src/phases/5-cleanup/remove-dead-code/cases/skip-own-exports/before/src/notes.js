const { query } = require('./db')

exports.add = async (id, text) => {
  await query('INSERT INTO notes (id, text) VALUES (?, ?)', [id, text])
}

exports.addTwice = async (id, text) => {
  await exports.add(id, text)
  await exports.add(id + 1, text)
}
