import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  applyPlan,
  DuckshiftError,
  type Plan,
  planPhase,
  type Rehearsal,
  rehearsePlan,
  savePlan,
} from '@duckshift/codemods'
import { runReport } from '@duckshift/reports'
import { editPlan } from '../edit-plan.js'
import { changedTest, type FileSelection, shardTest } from '../file-selection.js'
import { dirtyFiles } from '../git.js'
import { htmlPage } from '../html-page.js'
import { decide, terminalQuestions } from '../interactive.js'
import { phaseAsked } from '../phase-asked.js'
import { progressBar } from '../progress.js'
import type { ExitCode, Session } from '../session.js'
import { currentStatus } from '../status-facts.js'
import { type RunFormat, renderedRun } from './report.js'

export interface RunOptions extends FileSelection {
  readonly write?: boolean
  readonly only?: string[]
  /** Phase 5: also what was dead before the migration. */
  readonly all?: boolean
  readonly allowDirty?: boolean
  readonly fullCheck?: boolean
  readonly format?: RunFormat
  /** Asks about each change, then applies what was accepted. */
  readonly interactive?: boolean
}

/** Plans and rehearses a phase; with --write applies it. */
export async function run(
  session: Session,
  phase: string,
  paths: readonly string[],
  options: RunOptions,
): Promise<ExitCode> {
  const writes = options.write || options.interactive
  if (writes && options.shard !== undefined) throw partOfAPlan()
  if (writes && !options.allowDirty) assertClean(session.root)
  const first = await makePlan(session, phase, paths, options)
  const plan = options.interactive ? await choose(session, first, phase, paths, options) : first
  const report = runReport(plan)
  const format = options.format ?? (session.json ? 'json' : 'text')
  if (format !== 'text' || !(session.quiet || options.interactive))
    session.out(renderedRun(session, report, format))
  if (plan.changes.length === 0) {
    session.note(`Nothing to change in phase ${phase}.`)
    return 0
  }
  if (options.shard === undefined) session.note(`Report: ${writeHtmlReport(session, plan)}`)
  if (plan.rehearsal.outcome !== 'checked') {
    session.note('The type checker could not verify this plan: read the diff with care.')
  }
  if (!writes) {
    session.note(
      options.shard === undefined
        ? `Nothing was written. Apply it with: duckshift apply ${plan.id}`
        : 'This is a part of the plan. Join the parts with: duckshift report merge FILES…',
    )
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

function partOfAPlan(): DuckshiftError {
  return new DuckshiftError('--shard only looks: a part of a plan cannot be written.', {
    code: 'part-of-a-plan',
    exitCode: 2,
    help: 'Leave out --shard, or name the paths that may change: duckshift run 1 src/services --write',
  })
}

/** The plan without what was skipped, planned and type-checked anew, with what was edited. */
async function choose(
  session: Session,
  plan: Plan,
  phase: string,
  paths: readonly string[],
  options: RunOptions,
): Promise<Plan> {
  if (session.json || session.quiet) {
    throw new DuckshiftError('--interactive asks questions, which --json and --quiet leave no place for.', {
      code: 'not-interactive',
      exitCode: 2,
      help: 'Leave one of them out.',
    })
  }
  const { ask, close } = terminalQuestions(session.terminal, session.out)
  const { accepted, skipped, edited: toEdit } = await decide(plan, ask).finally(close)
  if (accepted.length === 0) return { ...plan, changes: [], files: [] }
  const skip = new Set(skipped.flatMap((change) => change.usages))
  const chosen = skip.size === 0 ? plan : await makePlan(session, phase, paths, options, skip)
  const touched = new Set(toEdit.flatMap((change) => change.files.map((file) => file.path)))
  if (touched.size === 0) return chosen
  const edited = editPlan(session.root, chosen, touched)
  return edited === chosen ? chosen : rehearseEdited(session, edited)
}

/** The edited plan, stored with a type check of its own. Throws DuckshiftError (`edit-breaks-types`), nothing applied. */
function rehearseEdited(session: Session, edited: Plan): Plan {
  const { onProgress, stop } = progressBar(session.quiet)
  let rehearsal: Rehearsal
  try {
    rehearsal = rehearsePlan({ root: session.root, config: session.config, onProgress }, edited)
  } finally {
    stop()
  }
  const plan = { ...edited, rehearsal }
  savePlan(session.root, plan)
  const [first] = rehearsal.newDiagnostics
  if (!first) return plan
  throw new DuckshiftError(
    `What you edited brings ${rehearsal.newDiagnostics.length} new diagnostics; the first is at ${first.file}:${first.line}: TS${first.code} ${first.message}. Nothing was written.`,
    {
      code: 'edit-breaks-types',
      exitCode: 2,
      help: `Run it again and edit otherwise. Your text is kept; to write it all the same: duckshift apply ${plan.id}`,
    },
  )
}

export async function makePlan(
  session: Session,
  phase: string,
  paths: readonly string[],
  options: RunOptions,
  skip?: ReadonlySet<string>,
): Promise<Plan> {
  const { number } = phaseAsked(phase)
  const { onProgress, stop } = progressBar(session.quiet)
  try {
    const plan = await planPhase({
      root: session.root,
      config: session.config,
      phase: number,
      paths,
      concerns: changedTest(session.root, options.changedSince),
      shard: shardTest(options.shard),
      ...(skip && { skip }),
      ...(options.only && { only: options.only }),
      ...(options.all && { all: true }),
      ...(options.fullCheck !== undefined && { fullCheck: options.fullCheck }),
      onProgress,
    })
    if (plan.changes.length > 0 && options.shard === undefined) savePlan(session.root, plan)
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
  writeFileSync(path, htmlPage(session, status, runReport(plan)))
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
