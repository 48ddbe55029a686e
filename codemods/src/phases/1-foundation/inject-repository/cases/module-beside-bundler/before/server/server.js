import { createServer } from 'node:http'
import { DuckDBInstance } from '@duckdb/node-api'

const instance = await DuckDBInstance.create('items.duckdb')
const connection = await instance.connect()

createServer(async (request, response) => {
  const reader = await connection.runAndReadAll('SELECT name FROM items WHERE id = $1', [Number(request.url?.slice(1))])
  response.end(JSON.stringify(reader.getRowObjectsJS()))
}).listen(0)
