import { foundationRefusals } from './1-foundation/refusals.js'
import type { RefusalTable } from './refusal-table.js'

/** Reasons that codemods of every phase share. */
export const commonRefusals = {
  'type-check': foundationRefusals['type-check'],
  'comment-in-the-way': foundationRefusals['comment-in-the-way'],
  'ignored-in-code': {
    message: 'A duckshift-ignore comment leaves this alone.',
    help: 'Remove the comment to migrate it.',
  },
  'skipped-by-hand': {
    message: 'It was skipped in an interactive run.',
    help: 'Run the phase again to be asked again.',
  },
  'same-code': {
    message: 'Another change of this run touches the same code.',
    help: 'Apply that one and run the phase again.',
  },
  'facade-missing': {
    message: 'The code still runs on the legacy client.',
    help: 'Run phase 1 first: duckshift run 1 --write.',
  },
} satisfies RefusalTable
