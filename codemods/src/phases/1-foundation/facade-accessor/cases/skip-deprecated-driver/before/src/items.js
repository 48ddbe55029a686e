const { getDatabase } = require('./db')

exports.names = () =>
  new Promise((resolve, reject) => {
    getDatabase().all('SELECT name FROM items', (error, rows) => (error ? reject(error) : resolve(rows)))
  })

exports.load = (rows) =>
  new Promise((resolve, reject) => {
    getDatabase().register_buffer('loaded', rows, true, (error) => (error ? reject(error) : resolve()))
  })
