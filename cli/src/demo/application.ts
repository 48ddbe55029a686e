import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Runs the application's tests; throws with their output when one fails. */
export function testRun(root: string, environment: Record<string, string>): string {
  const vitest = join(
    dirname(createRequire(join(root, 'package.json')).resolve('vitest/package.json')),
    'vitest.mjs',
  )
  const startedAt = Date.now()
  const result = spawnSync(process.execPath, [vitest, 'run', '--reporter=json'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...environment, CI: 'true' },
    maxBuffer: 64 * 1024 * 1024,
  })
  const json = result.stdout.slice(result.stdout.indexOf('{"'))
  const summary = parseSummary(json)
  if (result.status !== 0 || !summary || summary.numPassedTests !== summary.numTotalTests) {
    throw new Error(`its tests do not pass:\n${result.stdout.slice(-4000)}\n${result.stderr.slice(-4000)}`)
  }
  return `${summary.numPassedTests} of ${summary.numTotalTests} tests pass (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`
}

function parseSummary(json: string): { numPassedTests: number; numTotalTests: number } | undefined {
  try {
    return JSON.parse(json) as { numPassedTests: number; numTotalTests: number }
  } catch {
    return undefined
  }
}

export function typeCheck(root: string): string {
  const tsc = join(
    dirname(createRequire(join(root, 'package.json')).resolve('typescript/package.json')),
    'bin',
    'tsc',
  )
  const result = spawnSync(process.execPath, [tsc, '--noEmit', '-p', root], { cwd: root, encoding: 'utf8' })
  if (result.status !== 0) throw new Error(`the type check fails:\n${result.stdout.slice(-4000)}`)
  return 'tsc --noEmit: no diagnostics'
}
