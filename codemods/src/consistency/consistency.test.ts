import { describe, expect, it } from 'vitest'
import { project } from '../../../test/support/project.js'
import { findMarkers, matchIgnores } from '../markers/find-markers.js'
import { survey } from '../survey/survey.js'
import { consistencyOf } from './consistency.js'
import { SeenPatterns } from './file-patterns.js'

const found = (files: Record<string, string>) => survey({ root: project(files) })
const listed = (files: Record<string, string>) =>
  consistencyOf(found(files)).map(({ rule, file, line }) => `${rule} ${file}:${line}`)

describe('consistencyOf', () => {
  it('finds what goes around the injected database', () => {
    const files = {
      'src/database.ts': `import { createToken, lazyDatabase } from '@duckshift/runtime'
export const database = createToken('database', () => lazyDatabase('app.duckdb'))
`,
      'src/report.ts': `import { DuckDBInstance } from '@duckdb/node-api'
import { Database } from '@duckshift/runtime'
export const instance = () => DuckDBInstance.create('app.duckdb')
export const own = () => Database.open('app.duckdb')
`,
      'src/types.ts': `import type { DuckDBValue } from '@duckdb/node-api'
export type Value = DuckDBValue
`,
      'src/replaced-in-tests.ts': `import { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { pooledDriver } from '@duckshift/runtime/compat/neo'
export const open = async (): Promise<DuckDBConnection> => (await pooledDriver(DuckDBInstance).create('a')).connect()
`,
      'src/both.ts': `import * as duckdb from '@duckdb/node-api'
import { pooledDriver } from '@duckshift/runtime/compat/neo'
export const one = () => pooledDriver(duckdb.DuckDBInstance).create('a')
export const other = () => (duckdb as any).DuckDBInstance.create('b')
`,
      'src/report.test.ts': `import { DuckDBInstance } from '@duckdb/node-api'
export const instance = () => DuckDBInstance.create(':memory:')
`,
    }
    // The survey takes what opens the driver for legacy; here that is what is asked about.
    const scope = { ...found(files), accessors: [], clients: [] }
    expect(consistencyOf(scope).map(({ rule, file, line }) => `${rule} ${file}:${line}`)).toEqual([
      'driver-used-directly src/both.ts:1',
      'driver-used-directly src/report.ts:1',
      'database-opened-again src/report.ts:4',
    ])
  })

  it('takes the largest family of errors for the usual one', () => {
    expect(
      listed({
        'src/errors.ts': `export class AppError extends Error {}
export class NotFound extends AppError {}
`,
        'src/more.ts': `import { AppError } from './errors.js'
export class Gone extends AppError {}
export class ParseError extends Error {}
`,
      }),
    ).toEqual(['second-error-family src/more.ts:3'])
    expect(listed({ 'src/errors.ts': 'export class AppError extends Error {}\n' })).toEqual([])
    expect(
      listed({
        'src/errors.ts': 'export class NotFound extends Error {}\nexport class OutOfStock extends Error {}\n',
      }),
    ).toEqual([])
  })

  it('finds what loses a caught error, and what keeps it', () => {
    expect(
      listed({
        'src/a.ts': `declare const work: () => void
export function lost(): void {
  try {
    work()
  } catch (error) {
    throw new Error('it failed')
  }
}
export function forNothing(): void {
  try {
    work()
  } catch (error) {
    throw error
  }
}
export function kept(): void {
  try {
    work()
  } catch (cause) {
    if (cause instanceof TypeError) throw cause
    throw new Error('it failed', { cause })
  }
}
export function finished(): void {
  try {
    work()
  } catch (error) {
    throw error
  } finally {
    console.log('done')
  }
}
`,
      }),
    ).toEqual(['generic-rethrow src/a.ts:6', 'generic-rethrow src/a.ts:13'])
  })

  it('finds the fewer imports of what some take from elsewhere', () => {
    const files = {
      'src/db/items.ts': `import { Repository } from '@duckshift/runtime'
export class Items extends Repository {}
`,
      'src/db/index.ts': `export * from './items.js'\n`,
      'src/db/beside.ts': `import { Items } from './items.js'\nexport const own = Items\n`,
      'src/a.ts': `import { Items } from './db/index.js'\nexport const a = Items\n`,
      'src/b.ts': `import { Items } from './db/index.js'\nexport const b = Items\n`,
    }
    expect(listed(files)).toEqual([])
    const mixed = { ...files, 'src/c.ts': `import { Items } from './db/items.js'\nexport const c = Items\n` }
    expect(listed(mixed)).toEqual(['import-path src/c.ts:1'])
    expect(consistencyOf(found(mixed))[0]).toMatchObject({
      id: 'import-path:src/c.ts#(top level)',
      detail: 'Items comes from src/db/items.ts here, from src/db/index.ts in 2 places',
    })
  })

  it('finds the same where the survey has read the files already', () => {
    const root = project({
      'src/client.ts': `import { DuckDBInstance } from '@duckdb/node-api'
const instance = await DuckDBInstance.create('app.duckdb')
export const shared = await instance.connect()
`,
      'src/read.ts': `import { shared } from './client.js'
export async function read() {
  try {
    return await shared.run('SELECT 1')
  } catch (error) {
    throw new Error('no')
  }
}
`,
      'src/opener.ts': `import { DuckDBInstance } from '@duckdb/node-api'
import { shared } from './client.js'
export const both = [DuckDBInstance.create('b'), shared]
`,
      'src/value.ts': `import { DuckDBTimestampValue } from '@duckdb/node-api'
export const start = new DuckDBTimestampValue(0n)
`,
      'src/errors.ts': `import { shared } from './client.js'
export class AppError extends Error {}
export class Other extends Error {}
export class Third extends AppError { readonly from = shared }
`,
    })
    const seen = new SeenPatterns()
    const noted: string[] = []
    const forgetful = survey({
      root,
      keepsValues: false,
      onForget: (all, file) => {
        seen.note(all, file)
        if (seen.get(file.path)) noted.push(file.path)
      },
    })
    const findings = consistencyOf(survey({ root }))
    expect(noted).toEqual(['src/opener.ts', 'src/read.ts', 'src/value.ts'])
    expect(findings.map(({ rule }) => rule).sort()).toEqual([
      'driver-used-directly',
      'generic-rethrow',
      'second-error-family',
    ])
    expect(consistencyOf(forgetful, seen)).toEqual(findings)
  })

  it('is ignored by the same comment as a usage, with its reason', () => {
    const scope = found({
      'src/a.ts': `export class AppError extends Error {}
export class Gone extends AppError {}
// duckshift-ignore: the parser is a package of its own one day
export class ParseError extends Error {}
`,
    })
    const findings = consistencyOf(scope)
    const { reasons, unused } = matchIgnores(findMarkers(scope.project).ignores, findings)
    expect([...reasons.values()]).toEqual(['the parser is a package of its own one day'])
    expect(findings).toHaveLength(1)
    expect(unused).toEqual([])
  })
})
