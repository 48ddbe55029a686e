import { commonRefusals } from '../common-refusals.js'
import type { RefusalTable } from '../refusal-table.js'

/** Every reason for which phase 3 leaves a query alone. */
export const queryRefusals = {
  ...commonRefusals,
  'not-in-repository': {
    message: 'The statement in this loop is no method of a repository, so that it stays one per turn.',
    help: 'Move it to a repository and run the phase again, or ask for all turns at once by hand.',
  },
  'sender-does-more': {
    message: 'The function that sends these statements does more with them, or with what comes.',
    help: 'Leave in it what is to stay there, ask the database for the rows elsewhere, and run the phase again.',
  },
  'sender-on-given-database': {
    message: 'The function sends these statements to a database that may be another one each time.',
    help: 'Keep the database in a readonly field, or inject it in the function, and run the phase again.',
  },
  'sender-replaced': {
    message:
      'A class that extends this one, or a test, puts another function in the place of the one that sends.',
    help: 'Replace the database instead, in a container, and run the phase again.',
  },
  'through-client': {
    message: 'The statement goes through the legacy client, of which it is not known what more it takes.',
    help: 'Give the repository the database itself, where the client does nothing more, and run the phase again.',
  },
  'depends-on-turn-before': {
    message: 'A turn of the loop may depend on what the turn before it did.',
    help: 'Read what is needed before the loop by hand, if the turns are independent after all.',
  },
  'not-awaited': {
    message: 'The calls of the loop are not awaited, so that nobody knows when they are done.',
    help: 'Use for…of with await, or await Promise.all(list.map(…)).',
  },
  'unfamiliar-loop': {
    message: 'The loop has a form whose turns could not be told beforehand.',
    help: 'Write it as for…of over an array.',
  },
  'not-an-array': {
    message: 'What is gone through is not known to be an array, and may be gone through only once.',
    help: 'Make it an array first: const items = [...source].',
  },
  'list-changes': {
    message: 'The list that is gone through changes inside the loop.',
    help: 'Go through a copy, or collect the changes and make them after the loop.',
  },
  'same-every-turn': {
    message: 'The query is the same in every turn.',
    help: 'Move it before the loop.',
  },
  'unfamiliar-method': {
    message: 'The repository method does more than run one statement with its parameters.',
    help: 'Reduce it to the statement, or write the method for many values by hand.',
  },
  'unfamiliar-select': {
    message: 'The query has a form that cannot be asked for many values at once.',
    help: 'Write the method for many values by hand, with IN or a join.',
  },
  'order-unknown': {
    message: 'The order of the rows is not fixed by the query, so that it could not be kept.',
    help: 'Add an ORDER BY and run the phase again.',
  },
  'may-fail': {
    message: 'The query may fail for some values, and would then fail before the first turn.',
    help: 'Give the parameter the type of its column, so that no value can fail.',
  },
  'more-than-a-write': {
    message: 'A turn of the loop does more than write once.',
    help: 'Split the loop: compute first, then write in a loop of its own.',
  },
  'leftover-seen': {
    message: 'When a write fails, others see what is left in the queue.',
    help: 'Go through a copy of the queue, or clear it before the writes.',
  },
  'fails-each-alone': {
    message: 'The writes run side by side, and one that is refused lets the others go on.',
    help: 'Use for…of with await if the first failure may stop the rest.',
  },
  'unfamiliar-write': {
    message: 'The writes, one after the other, could do something else than one statement for all.',
    help: 'Write the statement for many values by hand.',
  },
  'cache-gains-little': {
    message:
      'The recorded workload reads this too seldom, or changes its tables too often, for a cache to pay.',
    help: 'Nothing to do; record a longer workload if it does not show what the application does.',
  },
  'depends-on-more-than-tables': {
    message: 'The answer depends on the time, on chance, or on files, and must not be kept.',
    help: 'Pass the moment as a parameter, rounded to what matters, to make it cacheable.',
  },
  'could-be-in-sql': {
    message:
      'Rows are fetched to be counted, added up or sorted; that the database does exactly the same is not shown.',
    help: 'Write the query by hand where NULL, NaN, rounding and ties do not matter.',
  },
  'own-time': {
    message: 'Each write notes the time at which it runs; written together, all would note the same.',
    help: 'Run the loop inside db.transaction(…), where all share one time, or pass the time as a parameter.',
  },
  'mocked-in-test': {
    message: 'A test answers the statements of this code itself, one by one.',
    help: 'Let the test open a database of its own, ":memory:", or override the repository in its container; then run the phase again.',
  },
  'no-place-before': {
    message: 'There is no statement before which the query for all turns could stand.',
    help: 'Put the loop into a block of its own.',
  },
  'swap-name-taken': {
    message: 'The file has something else by the name of the class that would come in.',
    help: 'Rename one of them and run the phase again.',
  },
  'swap-re-exported': {
    message: 'The file exports the class again, so that callers outside of the project may rely on it.',
    help: 'Export the new class beside it, or replace the export by hand.',
  },
} satisfies RefusalTable

export type QueryRefusal = keyof typeof queryRefusals
