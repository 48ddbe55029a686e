import { DuckshiftError } from '../duckshift-error.js'
import { duckdbPackages } from './duckdb-driver.js'
import type { Project } from './project.js'
import { runAbove } from './project-above.js'

const inConfiguration =
  'in duckshift.config.ts: accessors: [{ module: "src/db/client.ts", export: "getClient" }].'

/** Files that import DuckDB, in production code or tests. */
export interface DriverUse {
  readonly files: number
  /** Those that import a driver of Node's. */
  readonly drivers: readonly string[]
  /** Those that import what runs in a browser. */
  readonly browser: readonly string[]
  /** True where one of those drivers is deprecated: it can be moved to the current one as it is. */
  readonly isDeprecated: boolean
  /** Where one of them opens a database, `file:line`; looked for only where there is no accessor. */
  readonly opens?: string
  /** What to do first where the folder is only part of a project. */
  readonly above?: string
}

export function driverUse({ root, files, graph }: Project, opens?: string): DriverUse {
  const above = runAbove(root)
  const drivers = new Set(duckdbPackages.flatMap((name) => graph.importersOfPackage(name)))
  return {
    files: files.length,
    drivers: [...drivers].sort(),
    isDeprecated: ['duckdb', 'duckdb-async'].some((name) => graph.importersOfPackage(name).length > 0),
    ...(opens !== undefined && { opens }),
    ...(above !== undefined && { above }),
    browser: graph.importersOfPackage('@duckdb/duckdb-wasm').sort(),
  }
}

/** Throws DuckshiftError (`no-accessor`, exit code 2), unless the migration has removed the accessor. */
export function assertAccessor(
  { accessors, usages }: { readonly accessors: readonly unknown[]; readonly usages: readonly unknown[] },
  use: () => DriverUse,
  isMigrated: () => boolean,
): void {
  if (accessors.length > 0 || usages.length > 0 || isMigrated()) return
  const { files, drivers, isDeprecated, browser, opens, above } = use()
  if (drivers.length > 0) {
    const shown = `${drivers.slice(0, 3).join(', ')}${drivers.length > 3 ? ', …' : ''}`
    throw new DuckshiftError(
      `No accessor of a DuckDB client was found in ${files} source files. A driver is imported by ${shown}.`,
      {
        code: 'no-accessor',
        exitCode: 2,
        help:
          above ??
          `${
            opens === undefined
              ? `Name it ${inConfiguration}`
              : `${opens} opens a database for its own module. Export one function that hands out the connection, call it where the connection is used, and run again; where there is one already, name it ${inConfiguration}`
          }${isDeprecated ? ' The deprecated driver moves to the current one without an accessor: duckshift run 1 --only swap-driver.' : ''}`,
      },
    )
  }
  const inBrowser =
    browser.length > 0
      ? ` @duckdb/duckdb-wasm, which ${browser[0]} imports, runs in a browser and stays.`
      : ''
  throw new DuckshiftError(
    `No accessor of a DuckDB client was found: none of ${files} source files imports a driver.${inBrowser}`,
    {
      code: 'no-accessor',
      exitCode: 2,
      help:
        above ??
        'Look from the folder that has the code (--cwd), or at "include" and "exclude" in duckshift.config.ts.',
    },
  )
}
