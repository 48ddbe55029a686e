import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api'
import type { PooledDatabase } from '../pooled-database.js'
import type { RunningConnections } from './running-connections.js'

type Method = (...values: unknown[]) => unknown
type Methods = Record<PropertyKey, Method>

const executes = (method: PropertyKey): method is string =>
  typeof method === 'string' && /^(run|stream)/.test(method)

/** What has read nothing, or not everything, when it returns needs its statement on. */
const readsOn = (method: string) => method.startsWith('stream') && !method.endsWith('All')

/**
 * A statement that is prepared on a connection which everything shares. It runs where the other statements of its
 * database do: in the transaction around it, else on the default session, which keeps account of it. On another
 * connection than its own it is prepared anew, with the values that were bound.
 */
export async function preparedStatement(
  database: PooledDatabase,
  sql: string,
  running: RunningConnections,
): Promise<DuckDBPreparedStatement> {
  const home = (await database.legacyConnection()).raw as DuckDBConnection
  const statement = await home.prepare(sql)
  const bound = new Map<string, readonly [method: string, values: readonly unknown[]]>()

  /** What is bound again to the same parameters takes the place of what was. */
  const note = (method: string, values: unknown[]) => {
    const [first] = values
    const parameters = method === 'bind' ? Object.keys(first as object).join() : String(first)
    bound.delete(parameters)
    bound.set(parameters, [method, values])
  }

  const execute = (method: string, values: unknown[]) => {
    const binds = [...bound.values()]
    return database.runPrepared(sql, async ({ raw }) => {
      const connection = raw as DuckDBConnection
      if (raw === home) return running.during(connection, () => callOf(statement, method)(...values))
      const own = await connection.prepare(sql)
      try {
        for (const [bind, given] of binds) callOf(own, bind)(...given)
        return await running.during(connection, () => callOf(own, method)(...values))
      } finally {
        if (!readsOn(method)) own.destroySync()
      }
    })
  }

  return new Proxy(statement, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target)
      if (typeof value !== 'function') return value
      if (executes(property)) return (...values: unknown[]) => execute(property, values)
      if (typeof property !== 'string' || !/^(bind|clearBindings$)/.test(property)) return value.bind(target)
      return (...values: unknown[]) => {
        const result = callOf(target, property)(...values)
        if (property === 'clearBindings') bound.clear()
        else note(property, values)
        return result
      }
    },
  })
}

function callOf(statement: DuckDBPreparedStatement, method: PropertyKey): Method {
  return (statement as unknown as Methods)[method]!.bind(statement)
}
