import type { CodemodTable } from '../in-turn.js'
import { manualTransaction } from './manual-transaction/manual-transaction.js'
import { multiWrite } from './multi-write/multi-write.js'

/** Phase 2: what belongs together is written together. */
export const transactionCodemods: CodemodTable = {
  'manual-transaction': manualTransaction,
  'multi-write': multiWrite,
}
