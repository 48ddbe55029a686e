const { getDatabase } = require('./db')

exports.items = () =>
  new Promise((resolve, reject) => {
    getDatabase().all('SELECT * FROM items', (error, rows) => (error ? reject(error) : resolve(rows))) // usage: callback-style
  })
