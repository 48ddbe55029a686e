import {
  batchedStatements,
  findSchema,
  type PhaseNumber,
  SqlAnalyzer,
  surveyProject,
} from '@duckshift/codemods'
import type { GateCheck } from '@duckshift/reports'
import { checkAvailability } from '../gates/availability-check.js'
import { checkBatchedQueries } from '../gates/batch-check.js'
import { checkManualTransactions } from '../gates/cleanup-checks.js'
import { GateDatabase } from '../gates/gate-database.js'
import { checkHealthOfPool } from '../gates/health-check.js'
import { checkIntegrity } from '../gates/integrity-checks.js'
import { checkAnswers } from '../gates/replay-checks.js'
import type { Session } from '../session.js'

const operations = 80
const concurrency = 8

/** A phase's gate on a short workload, its timing of whole replays left out: `duckshift verify` asks everything. */
export async function shortGate(session: Session, phase: PhaseNumber): Promise<GateCheck[]> {
  const found = surveyProject(session.root, session.config)
  const database = await GateDatabase.open(session, found, { operations })
  try {
    switch (phase) {
      case 1:
        return [await checkAnswers(database), await checkHealthOfPool(database)]
      case 2:
        return [
          checkManualTransactions(found),
          ...(await checkIntegrity(database, { concurrency, invariants: session.config.invariants ?? [] })),
        ]
      case 3: {
        const analyzer = await SqlAnalyzer.open(findSchema(found.project, session.config.schema))
        const batched = await batchedStatements(found.project, analyzer).finally(() => analyzer.close())
        return [await checkBatchedQueries(database, batched)]
      }
      case 4:
        return [await checkAvailability(database, concurrency)]
      default:
        return []
    }
  } finally {
    database.close()
  }
}
