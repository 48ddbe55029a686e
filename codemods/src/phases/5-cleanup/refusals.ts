import { commonRefusals } from '../common-refusals.js'
import type { RefusalTable } from '../refusal-table.js'

/** Every reason for which phase 5 leaves code alone. */
export const cleanupRefusals = {
  ...commonRefusals,
} satisfies RefusalTable
