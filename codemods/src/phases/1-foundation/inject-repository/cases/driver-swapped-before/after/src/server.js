const { saveAll } = require('./db')
const { inject } = require('@duckshift/runtime')
const { clientAccessor, sharedClient } = require('./database')

async function handle(request) {
  const client = inject(clientAccessor)('app.duckdb')
  await saveAll(client, request.rows)
  return inject(sharedClient).all('SELECT * FROM items')
}

module.exports = { handle }
