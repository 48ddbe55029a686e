const { createClient, label, saveAll } = require('./db')
const { find, shown } = require('./queries')

async function handle(request) {
  const client = createClient('app.duckdb') // usage: variable
  await saveAll(client, request.rows)
  return { row: await find(client, request.id), label: label(request.client, 1), shown: shown(request) }
}

module.exports = { handle }
