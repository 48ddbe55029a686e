import { commonRefusals } from '../common-refusals.js'
import type { RefusalTable } from '../refusal-table.js'

/** Every reason for which phase 5 leaves code alone. */
export const cleanupRefusals = {
  ...commonRefusals,
  'session-form': {
    message: 'Session state is set here in a form that no connection of its own can take over.',
    help: 'Take the client into a const of one async function, and await every call of it there.',
  },
  'session-for-all': {
    message: 'The session state is meant for other code too: that code would no longer see it.',
    help: 'Give settings to the database as onConnect, and pass the connection to code that shares a temporary table.',
  },
  'usages-left': {
    message: 'Something still takes the legacy client.',
    help: 'Migrate it first: duckshift status lists what is left, with reasons.',
  },
  'opening-unknown': {
    message:
      'How the client opens its database could not be read out of its class, or it does more than open.',
    help: 'Pass the path to the opening as a constant, a constructor argument or an imported setting.',
  },
  'closing-unknown': {
    message: 'The function that closes the client is used in a way that could not be followed.',
    help: 'Call it by its name, or hand it on as an argument.',
  },
  'mock-form': {
    message: 'A test replaces the accessor in a form that could not be read.',
    help: 'Write it as vi.mock(module, () => ({ accessor: () => standIn })), or use withOverrides of @duckshift/runtime/testing.',
  },
  'test-form': {
    message: 'A test takes the client in a form that the database cannot take over.',
    help: 'Call query and execute of the client there, or inject(database) by hand.',
  },
  uncertain: {
    message: 'Nothing reaches it but, perhaps, something dynamic.',
    help: 'Look at what the detail names. Remove it by hand, or keep it with @public in its doc comment.',
  },
  choice: {
    message: 'It is dead, and how it goes is a choice.',
    help: 'Make it by hand; duckshift dead-code lists it.',
  },
  'shared-statement': {
    message: 'It is declared together with something that lives.',
    help: 'Give it a statement of its own and run the phase again.',
  },
  'commonjs-export': {
    message: 'It is exported through module.exports or exports, which is not edited.',
    help: 'Remove it by hand; nothing requires it.',
  },
} satisfies RefusalTable

export type CleanupRefusal = keyof typeof cleanupRefusals
