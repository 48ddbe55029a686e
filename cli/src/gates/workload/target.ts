import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'
import { Database, type DatabaseOptions, type Row } from '@duckshift/runtime'
import type { Operation, Statement } from './workload.js'

/** What a workload is replayed on. Rows come back JSON-safe, so that two targets' answers compare. */
export interface Target {
  run(operation: Operation): Promise<Row[][]>
  close(): Promise<void>
}

/** One connection for everybody, as the legacy client has it; transactions wait for each other. */
export async function openSingleton(path: string): Promise<Target> {
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  let last: Promise<unknown> = Promise.resolve()
  const rowsOf = async ({ sql, parameters }: Statement) => {
    const reader = parameters
      ? await connection.runAndReadAll(sql, parameters as DuckDBValue[])
      : await connection.runAndReadAll(sql)
    return reader.getRowObjectsJson() as Row[]
  }
  const inTransaction = async (operation: Operation) => {
    await connection.run('BEGIN')
    try {
      const rows: Row[][] = []
      for (const statement of operation) rows.push(await rowsOf(statement))
      await connection.run('COMMIT')
      return rows
    } catch (error) {
      await connection.run('ROLLBACK')
      throw error
    }
  }
  return {
    run: async (operation) => {
      if (operation.length === 1) {
        await last
        return [await rowsOf(operation[0]!)]
      }
      const turn = last.then(() => inTransaction(operation))
      last = turn.catch(() => undefined)
      return turn
    },
    close: async () => {
      connection.disconnectSync()
      instance.closeSync()
    },
  }
}

export async function openPool(path: string, options: DatabaseOptions = {}): Promise<Target> {
  const database = await Database.open(path, { ...options, rows: 'json' })
  return poolTarget(database)
}

export function poolTarget(database: Database): Target {
  const rowsOf = ({ sql, parameters }: Statement) => database.query(sql, parameters)
  return {
    run: async (operation) => {
      if (operation.length === 1) return [await rowsOf(operation[0]!)]
      return database.transaction(async () => {
        const rows: Row[][] = []
        for (const statement of operation) rows.push(await rowsOf(statement))
        return rows
      })
    },
    close: () => database.close(),
  }
}
