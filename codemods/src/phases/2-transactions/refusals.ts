import { foundationRefusals } from '../1-foundation/refusals.js'
import { commonRefusals } from '../common-refusals.js'
import type { RefusalTable } from '../refusal-table.js'

/** Every reason for which phase 2 leaves a usage alone. */
export const transactionRefusals = {
  ...foundationRefusals,
  ...commonRefusals,
  'unfamiliar-form': {
    message: 'The transaction is opened and closed in a form that could not be followed.',
    help: 'Write it as BEGIN, try { … COMMIT } catch (error) { ROLLBACK; throw error }, or call db.transaction yourself.',
  },
  'joined-by-flag': {
    message:
      'A variable tells that a transaction is open, and whoever finds it set works without one: with connections of their own, the work of other callers would run outside of any.',
    help: 'Write inject(database).transaction(…) by hand and leave the variable out: inside a transaction it joins that one.',
  },
  'verbs-asserted': {
    message:
      'A test looks at what the client is asked, and names what opens or ends a transaction: the client would be asked that no longer.',
    help: 'Let the test look at what the transaction leaves behind instead, and run the phase again.',
  },
  'handed-transaction': {
    message:
      'The transaction is opened on a connection that the caller hands in, which may be in one already.',
    help: 'Take the database where the transaction is, inject(database).transaction(…), or let the caller open it.',
  },
  'unfamiliar-client': {
    message:
      'The transaction is opened through a helper or client that does more than send statements, or a client of the deprecated driver: its connection is hidden.',
    help: 'Give the client a method that runs its work in transactionOn(connection, …), and call that; where a database can be injected, write inject(database).transaction(…). Until then it stays as it is.',
  },
  'several-databases': {
    message: 'The project has several databases, and which of them these writes are for is not told.',
    help: 'Wrap them by hand in inject(database).transaction(…), with the token of their database.',
  },
  'several-transactions': {
    message: 'One function opens more than one transaction.',
    help: 'Give each transaction a function of its own and run the phase again.',
  },
  'not-awaited': {
    message: 'BEGIN, COMMIT or ROLLBACK is not awaited as a statement of its own.',
    help: 'Await it on a line of its own, so that it is clear what runs inside.',
  },
  'leaves-it-open': {
    message: 'A way through the function leaves without COMMIT or ROLLBACK, and the transaction stays open.',
    help: 'Decide what that way should do, write the COMMIT or ROLLBACK, and run the phase again.',
  },
  'rollback-then-return': {
    message: 'The function rolls back writes and then goes on as if all were well.',
    help: 'Throw an error to roll back inside db.transaction, and turn it into the value outside.',
  },
  'work-after-commit': {
    message: 'Work is done between a COMMIT and its return, deep inside the function.',
    help: 'Put the result into a variable before the COMMIT, or the COMMIT at the end of the block.',
  },
  'catch-without-rollback': {
    message: 'The catch block of the transaction does not roll back.',
    help: 'Add the ROLLBACK, or move the catch inside, around what may fail.',
  },
  'mixed-return': {
    message: 'Some ways through the transaction return a value and others go on after it.',
    help: 'Let all of them return, or none.',
  },
  'jumps-out': {
    message: 'break, continue or yield leaves the transaction for code around it.',
    help: 'Move the loop inside the transaction or the transaction into a function.',
  },
  'write-not-awaited': {
    message: 'A write is not awaited where it is called, so that nobody knows when it is done.',
    help: 'Await it, or collect the promises for one await Promise.all(…).',
  },
  'error-swallowed': {
    message:
      'A write that fails is caught, and the function goes on; inside a transaction nothing more would succeed.',
    help: 'Let the error through, and catch it around the function.',
  },
  'outside-of-transaction': {
    message:
      'Something in the transaction uses the connection in a way, or at a place, that would not belong to it any more.',
    help: 'Use run, runAndReadAll or prepare there, make and close an appender there, give what the connection is handed to its type, DuckDBConnection, and call it in the transaction itself, not out of a queue.',
  },
  'through-client': {
    message:
      'Several writes that may belong together run without a transaction, and the legacy client sends them, on a connection of its own.',
    help: 'If all or none must happen, take that connection and give the work to transactionOn(connection, …); or give the repository the database itself, where the client does nothing more, and run the phase again.',
  },
  'multi-write': {
    message: 'Several writes that may belong together run without a transaction.',
    help: 'If all or none must happen, let the tool wrap them: duckshift run 2 --only multi-write.',
  },
} satisfies RefusalTable

export type TransactionRefusal = keyof typeof transactionRefusals
