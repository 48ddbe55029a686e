/** Packages whose connections duckshift moves; browser-side duckdb-wasm is left alone. */
const drivers = ['@duckdb/node-api', 'duckdb', 'duckdb-async', 'duckdb-lambda-x86']

/** What code that phase 1 has moved imports instead: it still hands out the legacy client. */
const standIns = [
  '@duckshift/runtime/compat/neo',
  '@duckshift/runtime/compat/duckdb',
  '@duckshift/runtime/compat/duckdb-async',
]

export const duckdbPackages: readonly string[] = [...drivers, ...standIns]

export function isDuckdbPackage(specifier: string): boolean {
  return duckdbPackages.includes(specifier)
}

export type DriverRole = 'instance' | 'connection' | 'cache'

const roles: Readonly<Record<string, DriverRole>> = {
  DuckDBInstance: 'instance',
  DuckDBConnection: 'connection',
  DuckDBInstanceCache: 'cache',
  Database: 'instance',
  Connection: 'connection',
}

/** What an exported class of a driver package stands for; undefined for its values and other types. */
export function driverRole(name: string): DriverRole | undefined {
  return Object.hasOwn(roles, name) ? roles[name] : undefined
}

/** True for the packages with promises throughout. */
export function isNeo(packageName: string): boolean {
  return packageName === '@duckdb/node-api' || packageName === '@duckshift/runtime/compat/neo'
}

/** Name of the driver's connection class in a package. */
export function connectionClass(packageName: string): string {
  return isNeo(packageName) ? 'DuckDBConnection' : 'Connection'
}

const queries =
  /^(run|runAndRead\w*|stream\w*|start\w*|all|arrowIPC\w*|exec|each|get|prepare|query\w*|execute|createAppender|extractStatements|registerTable\w*|register_\w+)$/

/** True for methods of the driver's connections and databases that send a statement. */
export function isDriverQuery(method: string): boolean {
  return queries.test(method)
}
