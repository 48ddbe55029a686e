import { commonRefusals } from '../common-refusals.js'
import type { RefusalTable } from '../refusal-table.js'

/** Every reason for which phase 6 leaves code alone. */
export const documentationRefusals = {
  ...commonRefusals,
} satisfies RefusalTable
