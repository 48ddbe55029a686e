import type { CodemodTable } from '../in-turn.js'
import { aggregateInSql } from './aggregate-in-sql/aggregate-in-sql.js'
import { batchReads } from './batch-reads/batch-reads.js'
import { batchWrites } from './batch-writes/batch-writes.js'
import { cacheReads } from './cache-reads/cache-reads.js'
import { swapClass } from './swap-class/swap-class.js'

/** Phase 3: one query instead of many. */
export const queryCodemods: CodemodTable = {
  'batch-reads': batchReads,
  'batch-writes': batchWrites,
  'aggregate-in-sql': aggregateInSql,
  'cache-reads': cacheReads,
  'swap-class': swapClass,
}
