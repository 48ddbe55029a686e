import { DuckDBInstance } from '@duckdb/node-api'
import { countLines, describe, trace } from './context.js'
import { ContextHandler, Holder } from './context-handler.mjs'
import * as steps from './steps.mjs'

async function main() {
  const instance = await DuckDBInstance.create('load.duckdb')
  const connection = await instance.connect()
  await steps.readFiles(connection, process.argv.slice(2))
  const handler = new ContextHandler(connection, { run: (text) => text })
  await handler.clear()
  const holder = new Holder(connection)
  await trace({ run: async () => {} })
  console.log(await countLines(connection), describe(connection), holder)
  connection.closeSync()
}

await main()
