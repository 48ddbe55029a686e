import { parentPort } from 'node:worker_threads'
import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'
import { clearWorkspace, readWatermark } from './ingest.js'

let connection: DuckDBConnection | null = null

function getConnection(): DuckDBConnection {
  if (!connection) throw new Error('The worker has not been initialised.')
  return connection
}

async function init(path: string): Promise<void> {
  connection = await (await openInstance(path)).connect()
}

parentPort?.on('message', async ({ task, data }: { task: string; data: string }) => {
  if (task === 'init') await init(data)
  else if (task === 'clear') await clearWorkspace(getConnection(), data)
  else parentPort?.postMessage(await readWatermark(getConnection(), data))
})
