const { createClient, saveAll } = require('./db')
const shared = require('./shared')

async function handle(request) {
  const client = createClient('app.duckdb')
  await saveAll(client, request.rows)
  return shared.all('SELECT * FROM items')
}

module.exports = { handle }
