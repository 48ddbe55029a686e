import { parentPort } from 'node:worker_threads'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { clearWorkspace, readWatermark } from './ingest.js'

let connection: DuckDBConnection | null = null

function getConnection(): DuckDBConnection {
  if (!connection) throw new Error('The worker has not been initialised.')
  return connection
}

async function init(path: string): Promise<void> {
  connection = await (await DuckDBInstance.create(path)).connect()
}

parentPort?.on('message', async ({ task, data }: { task: string; data: string }) => {
  if (task === 'init') await init(data)
  else if (task === 'clear') await clearWorkspace(getConnection(), data)
  else parentPort?.postMessage(await readWatermark(getConnection(), data))
})
