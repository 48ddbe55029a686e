import {
  DuckshiftError,
  findMarkers,
  type Ledger,
  ledgerFile,
  ledgerOf,
  listRuns,
  loadPlan,
  matchIgnores,
  planIds,
  type Refusal,
  readLedger,
  type SurveySummary,
  surveySummary,
  type Usage,
  updateLedger,
  version,
  writeLedger,
} from '@duckshift/codemods/status'
import { renderJson, type StatusDeadCode, type StatusReport, statusWithin } from '@duckshift/reports/status'
import { type FileSelection, selectedFiles } from '../file-selection.js'
import type { statusFormats } from '../formats.js'
import { progressBar } from '../progress.js'
import type { ExitCode, Session } from '../session.js'
import { currentStatus } from '../status-facts.js'

export interface StatusOptions extends FileSelection {
  readonly format?: (typeof statusFormats)[number]
  /** Fails when a file has more than the ledger allows. */
  readonly check?: boolean
  /** Lowers the ledger to what the code has. */
  readonly update?: boolean
  /** Reads dead code anew, which takes longer. */
  readonly deadCode?: boolean
  /** The reason for which the ledger may rise. */
  readonly allowIncrease?: string
}

/** How much legacy usage is left, read from the code. */
export async function status(session: Session, options: StatusOptions = {}): Promise<ExitCode> {
  assertOptions(options)
  const { onProgress, stop } = progressBar(session.quiet)
  let found: SurveySummary
  try {
    found = await surveySummary(session.root, session.config, onProgress)
  } finally {
    stop()
  }
  const ledger = options.update ? update(session, found, options.allowIncrease) : readLedger(session.root)
  if (options.check && !ledger) {
    throw new DuckshiftError(`There is no ledger to check against (${ledgerFile}).`, {
      code: 'no-ledger',
      exitCode: 2,
      help: 'Write one and commit it: duckshift status --update',
    })
  }
  const concerns = selectedFiles(session.root, options)
  const deadCode = options.deadCode ? await deadCodeNow(session) : undefined
  const all = currentStatus(session, found, newestRefusals(session.root, found.usages), { ledger, deadCode })
  const report = concerns ? statusWithin(all, concerns) : all
  session.out(await renderedStatus(session, report, options.format ?? (session.json ? 'json' : 'text')))
  const excess = report.ledger?.excess.length ?? 0
  if (excess === 0 || !(options.check || options.update)) return 0
  session.note(
    `${excess === 1 ? 'One count is' : `${excess} counts are`} above the ledger. Migrate what was added, or say why it must be: duckshift status --update --allow-increase "reason"`,
  )
  return 1
}

function assertOptions({ update: updates, allowIncrease }: StatusOptions): void {
  if (allowIncrease === undefined || (updates && allowIncrease.trim())) return
  throw new DuckshiftError(updates ? 'An increase needs a reason.' : '--allow-increase goes with --update.', {
    code: 'no-reason',
    exitCode: 2,
    help: 'duckshift status --update --allow-increase "why there is more"',
  })
}

function update(session: Session, found: SurveySummary, increase: string | undefined): Ledger {
  const { todos, ignores } = found.project ? findMarkers(found.project) : { todos: [], ignores: [] }
  const { reasons } = matchIgnores(ignores, found.usages)
  const left = found.usages.filter((usage) => !reasons.has(usage.id))
  const ledger = updateLedger(readLedger(session.root), ledgerOf(left, todos), increase)
  writeLedger(session.root, ledger)
  session.note(`Wrote ${ledgerFile}. Commit it.`)
  return ledger
}

async function deadCodeNow(session: Session): Promise<StatusDeadCode> {
  const { readDeadCode } = await import('./dead-code.js')
  const { onProgress, stop } = progressBar(session.quiet)
  try {
    const { findings } = readDeadCode(session, { onProgress })
    const dead = findings.filter(({ uncertain }) => uncertain === undefined)
    return {
      dead: dead.length,
      uncertain: findings.length - dead.length,
      at: new Date().toISOString(),
      findings: dead.map(({ kind, file, line, name }) => ({ kind, file, line, name })),
    }
  } finally {
    stop()
  }
}

export async function renderedStatus(
  session: Session,
  report: StatusReport,
  format: NonNullable<StatusOptions['format']>,
): Promise<string> {
  if (format === 'json') return renderJson(report)
  // What draws for people is loaded only for people: the JSON is asked for by scripts, many times.
  const reports = await import('@duckshift/reports')
  switch (format) {
    case 'md':
      return reports.renderStatusMarkdown(report)
    case 'html':
      // Loaded only here: the phases bring the whole engine, which a status of the rest must not wait for.
      return (await import('../html-page.js')).htmlPage(session, report)
    case 'sarif':
      return reports.renderSarif({ version, status: report })
    case 'github':
      return reports.renderStatusGithub(report)
    case 'text':
      return reports.renderStatus(report, session.terminal)
  }
}

/** What the newest stored plan of each phase left alone, as far as it is still there. */
function newestRefusals(root: string, usages: readonly Usage[]): readonly Refusal[] {
  const oldestFirst = [...planIds(root)].sort(byTime)
  const newest = new Map(oldestFirst.map((id) => [id.slice(0, id.indexOf('-')), id]))
  const present = new Set(usages.map((usage) => usage.id))
  return [...newest.values()]
    .sort(byTime)
    .flatMap((id) => renumberedSince(root, id, loadPlan(root, id).refusals))
    .filter((refusal) => present.has(refusal.usage))
}

/** Where the plan, or one after it, was applied, what it left alone may have another id. */
function renumberedSince(root: string, plan: string, refusals: readonly Refusal[]): readonly Refusal[] {
  const since = listRuns(root)
    .filter((run) => run.state === 'applied' && (run.plan === plan || byTime(plan, run.plan) < 0))
    .sort((a, b) => a.appliedAt.localeCompare(b.appliedAt))
  return refusals.map((refusal) => ({
    ...refusal,
    usage: since.reduce((id, { renumbered }) => renumbered?.[id] ?? id, refusal.usage),
  }))
}

/** Ids begin with the phase; what follows is the time. */
function byTime(a: string, b: string): number {
  const time = (id: string) => id.slice(id.indexOf('-'))
  return time(a) < time(b) ? -1 : 1
}
