import type { CodemodTable } from '../in-turn.js'
import { aggregateInSql } from './aggregate-in-sql/aggregate-in-sql.js'
import { batchReads } from './batch-reads/batch-reads.js'
import { batchWrites } from './batch-writes/batch-writes.js'
import { cacheReads } from './cache-reads/cache-reads.js'
import { unlessMocked } from './mocked-clients.js'
import { moveStatements } from './move-statements/move-statements.js'
import { swapClass } from './swap-class/swap-class.js'

/** What sends statements in other ways gets repositories first: the others look at these. */
export const movingCodemods: CodemodTable = {
  'move-statements': unlessMocked('move-statements', moveStatements),
}

/** Phase 3: one query instead of many. */
export const queryCodemods: CodemodTable = {
  'batch-reads': unlessMocked('batch-reads', batchReads),
  'batch-writes': unlessMocked('batch-writes', batchWrites),
  'aggregate-in-sql': unlessMocked('aggregate-in-sql', aggregateInSql),
  'cache-reads': cacheReads,
  'swap-class': swapClass,
}
