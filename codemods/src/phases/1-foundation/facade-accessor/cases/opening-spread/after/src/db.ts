import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { pooledDriver } from '@duckshift/runtime/compat/neo'

function opening(): [path: string, settings?: Record<string, string>] {
  return process.env.THREADS ? ['visits.duckdb', { threads: process.env.THREADS }] : ['visits.duckdb']
}

let instance: Promise<DuckDBInstance> | undefined

export async function getConnection(): Promise<DuckDBConnection> {
  instance ??= pooledDriver(DuckDBInstance, { connections: 'separate' }).create(...opening())
  return (await instance).connect()
}
