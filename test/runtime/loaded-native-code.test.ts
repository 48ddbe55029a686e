import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const repository = fileURLToPath(new URL('../..', import.meta.url))

/** What a new process has loaded of the driver's native code after each step. */
function nativeCode(...steps: readonly string[]): boolean[] {
  const script = `
    const has = () => process.report.getReport().sharedObjects.some((path) => path.endsWith('duckdb.node'))
    ${steps.map((step) => `${step}; console.log(has())`).join('\n')}`
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: repository,
    encoding: 'utf8',
  })
  return output
    .trim()
    .split('\n')
    .map((line) => line === 'true')
}

/** Every file of the build that a bundler comes to from one of them, and the packages. */
function reached(entry: string): string[] {
  const seen = new Set([entry])
  for (const file of seen) {
    if (!file.startsWith('/')) continue
    const text = readFileSync(file, 'utf8')
    for (const [, specifier] of text.matchAll(/\b(?:from|import|require)\s*\(?\s*['"]([^'"]+)['"]/g))
      seen.add(specifier!.startsWith('.') ? join(dirname(file), specifier!) : specifier!)
  }
  return [...seen]
}

describe('the native code of the driver', () => {
  it('is loaded when a database is opened, not when the runtime is imported', () => {
    expect(
      nativeCode(
        `const { Database } = await import('@duckshift/runtime')`,
        `const db = await Database.open(':memory:')`,
      ),
    ).toEqual([false, true])
  })

  it.each(['dist', 'cjs'])('is out of reach of a bundler that follows the resilience part (%s)', (build) => {
    const entry = (path: string) => join(repository, 'runtime', build, path)
    expect(reached(entry('index.js'))).toContain('@duckdb/node-api')
    expect(reached(entry('resilience/index.js'))).not.toContain('@duckdb/node-api')
  })
})
