import { commonRefusals } from '../common-refusals.js'
import type { RefusalTable } from '../refusal-table.js'

/** Every reason for which phase 4 leaves code alone. */
export const resilienceRefusals = {
  ...commonRefusals,
  'cause-not-named': {
    message: 'The error that was caught has no name here that could be handed on.',
    help: 'Catch it under a name of its own, catch (error), and run the phase again.',
  },
  'cause-not-in-library': {
    message:
      "The types of the project's JavaScript library are older than causes of errors, which came with ES2022.",
    help: 'Set "target" or "lib" to ES2022 or later in the tsconfig, and run the phase again.',
  },
  'cause-hidden': {
    message:
      'The error that is thrown leaves out on purpose what the caught one says, which its cause would show again.',
    help: 'Nothing to do, unless whoever sees the cause may see all of it.',
  },
  'cause-quotes-input': {
    message:
      'The error that was caught may hold the text that could not be read, opened or sent, which the new one leaves out.',
    help: 'Add { cause: error } by hand where that text, a URL for one, can hold no credentials.',
  },
  'no-place-for-cause': {
    message: 'The constructor of the error that is thrown takes no cause.',
    help: 'Give it a last parameter options?: ErrorOptions, pass that to super, and run the phase again.',
  },
  'no-such-type': {
    message: 'The text test is true for other errors of DuckDB than any one type or code stands for.',
    help: 'Decide which errors are meant, and test error.code (see DatabaseErrorCode) by hand.',
  },
  'text-tells-names': {
    message: 'The text test asks for a name or value in the message, which the error types do not tell.',
    help: 'Test the type first, then what the error says: its columns and table, where it has them.',
  },
  'wrapped-message': {
    message: 'An error made elsewhere repeats the text of the one it replaces, and passes the text test too.',
    help: 'Let that place throw the error itself on, or test error.cause, and run the phase again.',
  },
  'other-errors': {
    message: 'Errors that do not come from DuckDB may pass the text test too.',
    help: 'Test their types as well, or make the text test ask for the words of DuckDB.',
  },
  'driver-errors': {
    message: 'The errors may come straight from the driver, without the type the runtime gives them.',
    help: 'Move the statements to the repository or the runtime, then test the type.',
  },
  'swallowed-error': {
    message: 'An error of the database ends here, and nobody learns of it.',
    help: 'Let it through, log it, or catch the one kind that is expected: if (!(error instanceof ConstraintError)) throw error.',
  },
  'unfamiliar-retry': {
    message: 'The code tries again in a form that could not be followed.',
    help: 'Write it as for (let attempt = 1; attempt <= limit; attempt++) { try { return … } catch (error) { … wait } }, or call retry yourself.',
  },
  'attempts-unknown': {
    message:
      'The number of attempts is only known at run time and could be none, which the policy does not do.',
    help: 'Make sure that it is at least 1 and call retry yourself.',
  },
  'not-repeatable': {
    message: 'The code that is tried again writes what must not be written twice.',
    help: 'Make the write repeatable (ON CONFLICT, a fixed value) or put all of it into one transaction.',
  },
  'retry-in-transaction': {
    message: 'The code tries again inside a transaction, which has failed by then.',
    help: 'Try the whole transaction again: db.transaction does so for conflicts.',
  },
  'status-by-category': {
    message: 'Every error of the database is answered with the same status here.',
    help: 'Have it answered by category (409 for constraints, 503 for what may be tried again): duckshift run 4 --only error-status.',
  },
  'error-inspected': {
    message: 'Code decides by what the error of the call says, and an open breaker has an error of its own.',
    help: 'Let that code handle BreakerOpenError as well, then put guard around the call by hand.',
  },
  'browser-code': {
    message: 'The file is loaded in a browser, where the runtime does not run.',
    help: 'Nothing to do. If it only runs on the server, move the call to a file that no page loads.',
  },
  'any-host': {
    message:
      'The address comes with the data: hosts that have nothing to do with each other would share one breaker.',
    help: 'Put guard around the call by hand, named by the host: guard(new URL(url).host, () => fetch(url)).',
  },
  'this-machine': {
    message: 'The address is on this machine: what answers there may be this application itself.',
    help: "If it is another system, put guard around the call by hand, named after that: guard('search', () => fetch(url)).",
  },
  polled: {
    message:
      'The call is made until it succeeds: failures are expected, and would open a breaker for everybody.',
    help: 'Nothing to do. If the data it asks for matters, put guard around a call outside the loop.',
  },
  'other-program': {
    message: 'The file is run by itself, and cannot load the module that holds the breakers.',
    help: 'Nothing to do for scripts. What belongs to the service goes into a file that its build takes in.',
  },
  'not-a-promise': {
    message: 'More is asked of the call than a promise gives.',
    help: 'Await the call first, or put guard around all of it by hand.',
  },
  'callback-call': {
    message: 'The call hands its result to a callback.',
    help: 'Await it instead, and run the phase again.',
  },
  'bound-to-its-place': {
    message: 'The call uses arguments or yield of the function around it.',
    help: 'Put what it needs into variables first, and run the phase again.',
  },
  'common-js': {
    message: 'The file uses require, and what it would need is an ES module of the project.',
    help: 'Turn it into an ES module, or make the change by hand.',
  },
} satisfies RefusalTable

export type ResilienceRefusal = keyof typeof resilienceRefusals
