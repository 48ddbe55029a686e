const { saveAll } = require('./db')
const { inject } = require('@duckshift/runtime')
const { clientAccessor } = require('./database')
const { ItemsRepository } = require('./repositories/items-repository')

async function handle(request) {
  const client = inject(clientAccessor)('app.duckdb')
  await saveAll(client, request.rows)
  return inject(ItemsRepository).listAll()
}

module.exports = { handle }
