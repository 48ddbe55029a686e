import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'duckshift-builtins-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs code for which the runtime's imports of these modules of Node are what a test has put in their place. */
function runWith(builtins: readonly string[], standIn: string, code: string): string {
  const hooks = `
    const replaced = new Set(${JSON.stringify(builtins)})
    const standIn = 'data:text/javascript,' + encodeURIComponent(${JSON.stringify(standIn)})
    export const resolve = (specifier, context, next) =>
      context.parentURL?.includes('/runtime/dist/') && replaced.has(specifier)
        ? { url: standIn, shortCircuit: true }
        : next(specifier, context)`
  const register = `
    import { register } from 'node:module'
    register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hooks)}`)})`
  return execFileSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(register)}`,
      '--input-type=module',
      '--eval',
      code,
    ],
    { cwd: join(root, 'runtime'), encoding: 'utf8' },
  )
}

describe('where a test replaces modules of Node', () => {
  const entries = [
    '',
    '/compat/neo',
    '/compat/duckdb',
    '/compat/duckdb-async',
    '/health',
    '/resilience',
    '/metrics',
  ]

  it.each([
    'node:fs',
    'node:fs/promises',
    'node:os',
    'node:crypto',
    'node:timers/promises',
    'node:util',
    'node:zlib',
  ])('the runtime loads without anything of %s', (builtin) => {
    const code = entries.map((entry) => `await import('@duckshift/runtime${entry}')`).join('\n')
    expect(runWith([builtin], 'export default {}', `${code}\nprocess.stdout.write('loaded')`)).toBe('loaded')
  })

  const opening = `
    import { openInstance } from '@duckshift/runtime/compat/neo'
    for (const path of [':memory:', ${JSON.stringify(join(folder, 'items.duckdb'))}]) {
      const connection = await (await openInstance(path)).connect()
      await connection.run('CREATE OR REPLACE TABLE items AS SELECT 7 AS id')
      const reader = await connection.runAndReadAll('SELECT id FROM items')
      process.stdout.write(String(reader.getRows()[0][0]))
    }`

  it.each([
    ['of which nothing is there', 'export default {}'],
    ['that answers nothing', 'export const realpath = () => undefined\nexport const stat = () => undefined'],
  ])('a database opens beside a file system %s', (_what, standIn) => {
    expect(runWith(['node:fs', 'node:fs/promises'], standIn, opening)).toBe('77')
  })
})
