import { DuckDBInstance } from '@duckdb/node-api'
import * as steps from './steps.mjs'

async function main() {
  const instance = await DuckDBInstance.create('load.duckdb')
  const connection = await instance.connect()
  await steps.readFiles(connection, process.argv.slice(2))
  connection.closeSync()
}

await main()
