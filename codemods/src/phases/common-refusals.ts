import { foundationRefusals } from './1-foundation/refusals.js'
import type { RefusalTable } from './refusal-table.js'

/** Reasons that codemods of every phase share. */
export const commonRefusals = {
  'type-check': foundationRefusals['type-check'],
  'comment-in-the-way': foundationRefusals['comment-in-the-way'],
  'other-package': {
    message:
      'What this code would import is in another package, which is built before it is loaded, and nothing that this code loads of it can export it.',
    help: 'Import from that package by its name here, in an ES module that tests do not replace, and run the phase again.',
  },
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
  'transform-failed': {
    message: "The project's own codemod threw an error on this file.",
    help: 'Mend the codemod; the file is left as it is.',
  },
  'not-idempotent': {
    message: "Run a second time, the project's own codemod would change this file again.",
    help: 'Let it return its input unchanged where its work is done.',
  },
  'waits-for-others': {
    message: 'Another change of this plan edits the same file.',
    help: 'Apply this plan and run the phase again.',
  },
  'facade-missing': {
    message: 'The code still runs on the legacy client.',
    help: 'Run phase 1 first: duckshift run 1 --write. What it leaves alone, it gives a reason for.',
  },
} satisfies RefusalTable
