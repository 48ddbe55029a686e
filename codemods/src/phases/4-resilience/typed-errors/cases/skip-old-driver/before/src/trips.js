var db = require('./db')

exports.add = async function (id, km) {
  await db.run('INSERT INTO trips (id, km) VALUES (?, ?)', [id, km])
}

exports.each = function (onRow) {
  db.connection().each('SELECT id, km FROM trips', onRow)
}
