import { createServer } from 'node:http'
import { openInstance, repositoryOn } from '@duckshift/runtime/compat/neo'
import { ItemsRepository } from './repositories/items-repository.js'

const instance = await openInstance('items.duckdb')
const connection = await instance.connect()

createServer(async (request, response) => {
  const items = repositoryOn(ItemsRepository, connection)
  const rows = await items.findNameById(Number(request.url?.slice(1)))
  response.end(JSON.stringify(rows))
}).listen(0)
