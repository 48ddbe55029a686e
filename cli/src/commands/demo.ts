import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { applyPlan, DuckshiftError, loadConfig, surveyProject } from '@duckshift/codemods'
import { groupRefusals, renderStatus, runReport } from '@duckshift/reports'
import type { ExitCode, Session } from '../session.js'
import { currentStatus } from '../status-facts.js'
import { makePlan, writeHtmlReport } from './run.js'

/** Copies the legacy application, tests it, migrates phase 1, tests it again. Every figure printed is measured here. */
export async function demo({ keep = false }: { readonly keep?: boolean }): Promise<ExitCode> {
  const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')
  const application = join(repository, 'fixtures', 'modelhub')
  if (!existsSync(application)) {
    throw new DuckshiftError('The demo needs a checkout of duckshift: fixtures/modelhub is not here.', {
      code: 'no-demo',
      exitCode: 2,
      help: 'Clone the repository and run: npm ci && npm run demo',
    })
  }
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'duckshift-demo-')))
  const say = (text: string) => process.stdout.write(`${text}\n`)
  const startedAt = Date.now()
  try {
    cpSync(application, root, { recursive: true, filter: (path) => !path.includes('node_modules') })
    symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
    const session: Session = {
      root,
      config: await loadConfig(root),
      json: false,
      quiet: true,
      terminal: {
        color: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
        width: process.stdout.columns ?? 100,
      },
      out: (text) => process.stdout.write(text),
      note: () => undefined,
    }
    say(`modelhub, a legacy application, copied to ${root}\n`)

    say('1. Its own tests, on the singleton')
    say(`   ${testRun(root, {})}\n`)

    say('2. What is there')
    const before = surveyProject(root, session.config)
    say(indent(renderStatus(currentStatus(session, before, []), session.terminal)))

    say('3. Phase 1, planned and rehearsed')
    const planned = timed(() => makePlan(session, '1', [], {}))
    const plan = await planned.result
    if (plan.rehearsal.outcome !== 'checked' || plan.rehearsal.newDiagnostics.length > 0) {
      throw new Error('The rehearsal found new diagnostics, or could not check.')
    }
    const report = writeHtmlReport(session, plan)
    say(
      `   ${plan.changes.length} changes in ${plan.files.length} files, ${(planned.elapsedMs() / 1000).toFixed(1)} s; ${plan.rehearsal.checkedFiles} files type-checked, 0 new diagnostics`,
    )
    for (const group of groupRefusals(runReport(plan).refusals))
      say(`   left alone: ${group.id} (${group.refusals.length})  ${group.message}`)
    const moved = new Set(plan.changes.flatMap((change) => change.usages)).size
    const production = plan.usages.filter((usage) => !usage.inTest).length
    say(`   ${moved} of ${production} usages migrated (${Math.round((100 * moved) / production)}%)\n`)

    say('4. Applied')
    const run = applyPlan(root, plan)
    say(`   run ${run.id}: ${run.files.length} files written\n`)

    say('5. Type check')
    say(`   ${typeCheck(root)}\n`)

    say('6. Its own tests, unchanged, on the pool')
    say(`   ${testRun(root, { DUCKSHIFT_MODE: 'pool' })}`)
    say('   and with the flag on singleton')
    say(`   ${testRun(root, { DUCKSHIFT_MODE: 'singleton' })}\n`)

    say('7. What is left')
    const after = surveyProject(root, session.config)
    say(indent(renderStatus(currentStatus(session, after, plan.refusals), session.terminal)))
    const again = await makePlan(session, '1', [], {})
    if (again.changes.length > 0)
      throw new Error(`A second run would change ${again.changes.length} things: phase 1 is not idempotent.`)
    say('   A second run plans nothing.\n')
    say(`Done in ${Math.round((Date.now() - startedAt) / 1000)} s.`)
    if (keep)
      say(
        `The application: ${root}\nThe report:      ${report}\nUndo:            duckshift rollback ${run.id} --cwd ${root}`,
      )
    else say('Keep the folder and its report with: npm run demo -- --keep')
    return 0
  } catch (error) {
    if (error instanceof DuckshiftError) throw error
    process.stderr.write(`The demo failed: ${(error as Error).message}\n`)
    return 1
  } finally {
    if (!keep) rmSync(root, { recursive: true, force: true })
  }
}

function timed<R>(work: () => R): { readonly result: R; readonly elapsedMs: () => number } {
  const startedAt = performance.now()
  const result = work()
  return { result, elapsedMs: () => performance.now() - startedAt }
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => (line ? `   ${line}` : line))
    .join('\n')
}

/** Runs the application's tests; throws with their output when one fails. */
function testRun(root: string, environment: Record<string, string>): string {
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

function typeCheck(root: string): string {
  const tsc = join(
    dirname(createRequire(join(root, 'package.json')).resolve('typescript/package.json')),
    'bin',
    'tsc',
  )
  const result = spawnSync(process.execPath, [tsc, '--noEmit', '-p', root], { cwd: root, encoding: 'utf8' })
  if (result.status !== 0) throw new Error(`the type check fails:\n${result.stdout.slice(-4000)}`)
  return 'tsc --noEmit: no diagnostics'
}
