var duckdb = require('duckdb')

var db = new duckdb.Database(':memory:')
var con = db.connect()

exports.run = function (sql, params) {
  return new Promise(function (resolve, reject) {
    con.run.apply(con, [sql].concat(params || [], function (error) {
      if (error) reject(error)
      else resolve()
    }))
  })
}

exports.connection = function () {
  return con
}
