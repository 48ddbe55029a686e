const db = require('./db')

exports.items = (sql) => db.query(sql, 10)
