import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { applyPlan, DuckshiftError, type Plan, phases, planPhase, savePlan } from '@duckshift/codemods'
import { renderHtml, renderJson, renderRun, runReport } from '@duckshift/reports'
import { storedGates } from '../gates/gate-store.js'
import { dirtyFiles } from '../git.js'
import { progressBar } from '../progress.js'
import type { ExitCode, Session } from '../session.js'
import { currentStatus } from '../status-facts.js'

export interface RunOptions {
  readonly write?: boolean
  readonly only?: string[]
  readonly allowDirty?: boolean
  readonly fullCheck?: boolean
}

/** Plans and rehearses a phase; with --write applies it. */
export async function run(
  session: Session,
  phase: string,
  paths: readonly string[],
  options: RunOptions,
): Promise<ExitCode> {
  if (options.write && !options.allowDirty) assertClean(session.root)
  const plan = await makePlan(session, phase, paths, options)
  const report = runReport(plan)
  if (session.json) session.out(renderJson(report))
  else if (!session.quiet) session.out(renderRun(report, session.terminal))
  if (plan.changes.length === 0) {
    session.note(`Nothing to change in phase ${phase}.`)
    return 0
  }
  const path = writeHtmlReport(session, plan)
  session.note(`Report: ${path}`)
  if (plan.rehearsal.outcome !== 'checked') {
    session.note('The type checker could not verify this plan: read the diff with care.')
  }
  if (!options.write) {
    session.note(`Nothing was written. Apply it with: duckshift apply ${plan.id}`)
    return 1
  }
  const { onProgress, stop } = progressBar(session.quiet)
  try {
    const applied = applyPlan(session.root, plan, { onProgress })
    session.note(
      `Applied as run ${applied.id}: ${applied.files.length} files. Undo with: duckshift rollback ${applied.id}`,
    )
  } finally {
    stop()
  }
  return 0
}

export async function makePlan(
  session: Session,
  phase: string,
  paths: readonly string[],
  options: RunOptions,
): Promise<Plan> {
  const number = /^\d+$/.test(phase) ? Number(phase) : Number.NaN
  const { onProgress, stop } = progressBar(session.quiet)
  try {
    const plan = await planPhase({
      root: session.root,
      config: session.config,
      phase: number,
      paths,
      ...(options.only && { only: options.only }),
      ...(options.fullCheck !== undefined && { fullCheck: options.fullCheck }),
      onProgress,
    })
    if (plan.changes.length > 0) savePlan(session.root, plan)
    return plan
  } finally {
    stop()
  }
}

export function writeHtmlReport(session: Session, plan: Plan): string {
  const folder = join(session.root, '.duckshift', 'reports')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${plan.id}.html`)
  const status = currentStatus(session, { accessors: plan.accessors, usages: plan.usages }, plan.refusals)
  writeFileSync(
    path,
    renderHtml({
      run: runReport(plan),
      status,
      project: basename(session.root),
      phases,
      gates: storedGates(session.root),
    }),
  )
  return path
}

export function assertClean(root: string): void {
  const dirty = dirtyFiles(root)
  if (!dirty?.length) return
  throw new DuckshiftError(
    `The git tree has ${dirty.length} uncommitted ${dirty.length === 1 ? 'change' : 'changes'} (${dirty.slice(0, 3).join(', ')}${dirty.length > 3 ? ', …' : ''}). Nothing was written.`,
    {
      code: 'dirty-tree',
      exitCode: 2,
      help: 'Commit or stash first, so that the diff shows this run alone; or pass --allow-dirty.',
    },
  )
}
