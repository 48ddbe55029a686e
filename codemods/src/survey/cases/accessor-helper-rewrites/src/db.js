const { Database } = require('duckdb')

let database = null

function getDb() { // accessor: function
  if (!database) database = new Database('books.duckdb')
  return database
}

/** `@name` becomes `?`, in the order of the values. */
function bindNamed(sql, params) {
  const values = []
  const text = sql.replace(/@(\w+)/g, (_, name) => {
    values.push(params[name])
    return '?'
  })
  return { sql: text, values }
}

function query(sql, params = {}) { // accessor: helper
  return new Promise((resolve, reject) => {
    const { sql: text, values } = bindNamed(sql, params)
    const connection = getDb().connect()
    connection.all(text, ...values, (error, rows) => (error ? reject(error) : resolve(rows)))
  })
}

function run(sql, params = {}) { // accessor: helper
  const bound = bindNamed(sql, params)
  return new Promise((resolve, reject) => {
    getDb().run(bound.sql, ...bound.values, (error) => (error ? reject(error) : resolve()))
  })
}

function makeQuery() { // accessor: function
  return function query(sql, params = []) {
    return new Promise((resolve, reject) => {
      getDb().all(sql, ...params, (error, rows) => (error ? reject(error) : resolve(rows)))
    })
  }
}

module.exports = { getDb, query, run, makeQuery }
