import {
  batchedStatements,
  cachedStatements,
  findSchema,
  type PhaseNumber,
  SqlAnalyzer,
  type Survey,
  survey,
} from '@duckshift/codemods'
import {
  type GateCheck,
  type GateReport,
  renderGate,
  renderGateMarkdown,
  renderJson,
  renderJunit,
} from '@duckshift/reports'
import type { gateFormats } from '../formats.js'
import { checkAvailability } from '../gates/availability-check.js'
import { checkBatchedQueries } from '../gates/batch-check.js'
import { checkCache } from '../gates/cache-checks.js'
import { checkTests, checkTypes } from '../gates/check-project.js'
import {
  checkConsistency,
  checkDeadCode,
  checkLegacyUsages,
  checkManualTransactions,
  checkStaleMentions,
} from '../gates/cleanup-checks.js'
import { checkDocuments } from '../gates/documents-check.js'
import { GateDatabase } from '../gates/gate-database.js'
import { saveGate } from '../gates/gate-store.js'
import { checkHealthOfPool } from '../gates/health-check.js'
import { checkIntegrity } from '../gates/integrity-checks.js'
import { checkAnswers, checkSpeed } from '../gates/replay-checks.js'
import { currentCommit } from '../git.js'
import { phaseAsked } from '../phase-asked.js'
import { progressBar } from '../progress.js'
import type { ExitCode, Session } from '../session.js'
import { readDeadCode } from './dead-code.js'

export interface VerifyOptions {
  readonly format?: (typeof gateFormats)[number]
  readonly workload?: string
  readonly database?: string
  /** Length of a synthesised workload. */
  readonly operations?: number
  readonly concurrency?: number
}

interface Gate {
  readonly found: Survey
  readonly database: () => Promise<GateDatabase>
  readonly concurrency: number
}

/** What each phase's gate asks beside the type check and the tests, which every gate asks. */
const gates: Readonly<Record<PhaseNumber, (session: Session, gate: Gate) => Promise<GateCheck[]>>> = {
  1: async (_, { database, concurrency }) => {
    const own = await database()
    return [await checkAnswers(own), await checkSpeed(own, concurrency), await checkHealthOfPool(own)]
  },
  2: async (session, { database, concurrency, found }) => [
    checkManualTransactions(found),
    ...(await checkIntegrity(await database(), {
      concurrency,
      invariants: session.config.invariants ?? [],
    })),
  ],
  3: async (session, { database, found, concurrency }) => {
    const analyzer = await SqlAnalyzer.open(findSchema(found.project, session.config.schema))
    try {
      const own = await database()
      const batched = await batchedStatements(found.project, analyzer)
      const cachedReads = await cachedStatements(found.project, analyzer)
      return [await checkBatchedQueries(own, batched), ...(await checkCache(own, cachedReads, concurrency))]
    } finally {
      analyzer.close()
    }
  },
  4: async (_, { database, concurrency }) => [await checkAvailability(await database(), concurrency)],
  5: async (session, { found }) => [
    checkLegacyUsages(found),
    checkDeadCode(readDeadCode(session)),
    checkConsistency(found),
  ],
  6: async (session, { found }) => [await checkDocuments(session), checkStaleMentions(found, session.config)],
}

/** A phase's gate, with figures: passes, or says where the project falls short and why. */
export async function verify(
  session: Session,
  phase: string,
  options: VerifyOptions = {},
): Promise<ExitCode> {
  const { number, name, checks } = gateOf(phase)
  const { onProgress, stop } = progressBar(session.quiet)
  const { root, config } = session
  let database: GateDatabase | undefined
  try {
    onProgress({ stage: 'test', done: 0, total: 3 })
    const common = [await checkTypes(root, config), await checkTests(root, config)]
    onProgress({ stage: 'verify', done: 1, total: 3 })
    const found = survey({
      root,
      accessors: config.accessors,
      include: config.include,
      exclude: config.exclude,
      tsconfig: config.tsconfig,
    })
    const own = await checks(session, {
      found,
      concurrency: options.concurrency ?? 8,
      database: async () => {
        database = await GateDatabase.open(session, found, {
          operations: options.operations ?? 400,
          ...(options.workload && { workload: options.workload }),
          ...(options.database && { database: options.database }),
        })
        return database
      },
    })
    stop()
    const report = reportOf(root, number, name, [...common, ...own], database)
    saveGate(root, report)
    session.out(rendered(session, report, options.format ?? (session.json ? 'json' : 'text')))
    return report.outcome === 'pass' ? 0 : 1
  } finally {
    stop()
    database?.close()
  }
}

function gateOf(text: string) {
  const phase = phaseAsked(text)
  const checks = gates[phase.number]
  return { number: phase.number, name: phase.name, checks }
}

function reportOf(
  root: string,
  phase: PhaseNumber,
  name: string,
  checks: readonly GateCheck[],
  database: GateDatabase | undefined,
): GateReport {
  const commit = currentCommit(root)
  const workload = database?.workload
  return {
    version: 1,
    phase,
    name,
    outcome: checks.some((check) => check.outcome === 'short') ? 'short' : 'pass',
    at: new Date().toISOString(),
    ...(commit && { commit }),
    ...(workload && {
      workload: { origin: workload.origin, operations: workload.operations.length, source: workload.source },
    }),
    checks: checks.map((check) => ({ ...check, elapsedMs: Math.round(check.elapsedMs) })),
  }
}

function rendered(
  session: Session,
  report: GateReport,
  format: NonNullable<VerifyOptions['format']>,
): string {
  switch (format) {
    case 'json':
      return renderJson(report)
    case 'md':
      return renderGateMarkdown(report)
    case 'junit':
      return renderJunit([report])
    case 'text':
      return renderGate(report, session.terminal)
  }
}
