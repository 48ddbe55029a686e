import { queryRefusals } from '../3-queries/refusals.js'
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
  'tests-left': {
    message: 'Only tests still take the legacy client, which stays for them.',
    help: 'Where another refusal tells why the accessor stays, mend that first. Where production code makes the client itself, nothing needs to be done; else let the tests take what production code is given, and run the phase again.',
  },
  'accessor-injected': {
    message: 'Code that works with the client itself has the accessor injected: both stay.',
    help: 'Nothing needs to be done: the runtime opens the database behind it. To be rid of the accessor, let that code inject a Database and ask that, and run the phase again.',
  },
  'opening-unknown': {
    message:
      'How the client opens its database could not be read out of its class, or it does more than open.',
    help: 'Pass the path to the opening as a constant, a constructor argument or an imported setting, and do what it does more, such as making tables, where the application starts.',
  },
  'module-opening-unknown': {
    message:
      'How the database is opened could not be read out of the module that opens it, or that module does more when it opens it or is loaded.',
    help: 'Open it in one place, with a path of constants, settings and imported names, and do what the module does more, such as making folders or tables and listening for signals, where the application starts.',
  },
  'opened-elsewhere': {
    message:
      'Something that the module which opens the database exports is still used, and needs the database open.',
    help: 'Let it ask inject(database), or move it to a module of its own that does, and run the phase again.',
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
  'flag-stored': {
    message: 'Where the flag stands is kept or handed on, so that what it decides could not be followed.',
    help: 'Ask for the flag where it decides, or decide it there by hand.',
  },
  'flag-form': {
    message: 'The flag decides in a form that could not be folded.',
    help: 'Write it as if and else, a ?: or a switch whose cases end with break or return.',
  },
  'flag-dynamic': {
    message: 'The flag is named in a way that does not tell how it is asked.',
    help: 'Ask with rollout.isOn(name) and await, or fold it by hand.',
  },
  'flag-set': {
    message: 'The code itself sets the flag, so that more than one side of it still runs.',
    help: 'Remove what sets it first, such as the tests of the losing side.',
  },
  'flag-side-effect': {
    message: 'What is evaluated with the flag may do something beyond giving its value.',
    help: 'Move it into a statement of its own, and run the phase again.',
  },
  'flag-value-unclear': {
    message: 'The side that the configuration names does not say what is asked here.',
    help: 'Give the text that the flag has, such as "pool", in the place of true or false, or the other way round.',
  },
  duplicate: {
    message: 'Two implementations do the same thing; which one stays is a decision.',
    help: 'Name them in the configuration: duplicates: [{ keep: "src/a.ts#name", remove: "src/b.ts#name" }].',
  },
  'swap-name-taken': queryRefusals['swap-name-taken'],
  'swap-re-exported': queryRefusals['swap-re-exported'],
  uncertain: {
    message: 'Nothing reaches it but, perhaps, something dynamic.',
    help: 'Look at what the detail names. Remove it by hand, or keep it with @public in its doc comment.',
  },
  'dead-code-uses-it': {
    message:
      'Only code uses it that is dead too, and stays: the migration did not orphan that, or it may be reached.',
    help: 'Remove that code first: duckshift dead-code lists it, duckshift run 5 --all removes it.',
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
