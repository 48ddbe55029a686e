const { getDatabase } = require('./db')

exports.names = () =>
  new Promise((resolve, reject) => {
    getDatabase().all('SELECT name FROM items', (error, rows) => (error ? reject(error) : resolve(rows)))
  })
