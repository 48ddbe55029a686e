import { commonRefusals } from '../common-refusals.js'
import type { RefusalTable } from '../refusal-table.js'

/** Every reason for which phase 4 leaves code alone. */
export const resilienceRefusals = {
  ...commonRefusals,
} satisfies RefusalTable
