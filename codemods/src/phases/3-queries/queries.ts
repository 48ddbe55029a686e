import type { CodemodTable } from '../in-turn.js'
import { batchReads } from './batch-reads/batch-reads.js'

/** Phase 3: one query instead of many. */
export const queryCodemods: CodemodTable = {
  'batch-reads': batchReads,
}
