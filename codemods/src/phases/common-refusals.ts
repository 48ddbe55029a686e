import { foundationRefusals } from './1-foundation/refusals.js'
import type { RefusalTable } from './refusal-table.js'

/** Reasons that codemods of every phase share. */
export const commonRefusals = {
  'type-check': foundationRefusals['type-check'],
  'comment-in-the-way': foundationRefusals['comment-in-the-way'],
  'facade-missing': {
    message: 'The code still runs on the legacy client.',
    help: 'Run phase 1 first: duckshift run 1 --write.',
  },
} satisfies RefusalTable
