import { commonRefusals } from '../common-refusals.js'
import type { RefusalTable } from '../refusal-table.js'

/** Every reason for which phase 6 leaves a document alone. */
export const documentationRefusals = {
  ...commonRefusals,
  'section-edited': {
    message: 'The generated section was changed by hand since it was written.',
    help: 'Move your text outside of the markers, or delete the section to have it written anew.',
  },
  'mention-in-prose': {
    message: 'A sentence speaks of the legacy client.',
    help: 'Reword it: what it says about the client may no longer be true.',
  },
  'mention-in-sample': {
    message: 'A sample uses the legacy client.',
    help: 'Rewrite the sample with an injected repository; docs/migration.md shows before and after.',
  },
  'not-gone-yet': {
    message: 'A document names the legacy client, which the code still has.',
    help: 'Remove it first: duckshift run 5 --write, which says what keeps it.',
  },
  'nothing-to-say-instead': {
    message: 'The legacy client is named, and nothing in the code is known to have taken its place.',
    help: 'Reword it by hand.',
  },
} satisfies RefusalTable
