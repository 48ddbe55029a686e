const { inject } = require('@duckshift/runtime')
const { databaseAccessor } = require('./database')

exports.names = () =>
  new Promise((resolve, reject) => {
    inject(databaseAccessor)().all('SELECT name FROM items', (error, rows) => (error ? reject(error) : resolve(rows)))
  })
