import type { RefusalTable } from '../refusal-table.js'

/** Every reason for which phase 1 leaves a usage alone. */
export const foundationRefusals = {
  'manual-transaction': {
    message: 'A transaction is opened and closed by hand here, on the one shared connection.',
    help: "Phase 2 turns it into db.transaction(...). Until then it keeps the singleton's own connection.",
  },
  'session-state': {
    message: 'SET, USE, ATTACH or a temporary table ties this code to one connection.',
    help: 'Hold a connection for it: await using connection = await inject(database).connect().',
  },
  'client-escapes': {
    message: 'The client is handed to code that could not be followed.',
    help: 'Pass the data instead of the client, or give the receiver a type annotation that names the client.',
  },
  'passed-as-value': {
    message: 'The accessor itself is passed around instead of being called.',
    help: 'Call it where the data is needed; duckshift follows calls.',
  },
  'unknown-client-method': {
    message: 'What this method of the client does with a statement could not be told from its class.',
    help: 'Call query or execute of the client here, or describe the method under "clients" in the configuration.',
  },
  'mocked-elsewhere': {
    message:
      'A test replaces the accessor in this one module, or under another specifier, and would no longer reach this code.',
    help: 'Mock the same module in all tests, or override the database: container.provide(database, ...).',
  },
  'mock-kept': {
    message: 'The test replaces the accessor; its stand-in now feeds the repositories through the facade.',
    help: 'Nothing to do now. Phase 5 replaces it with a container override when the accessor goes.',
  },
  'test-kept': {
    message:
      'Tests keep their own access to the client, so that they prove the change instead of following it.',
    help: 'Nothing to do now. Phase 5 moves tests when the accessor goes.',
  },
  'test-passes-client': {
    message: "A test hands the legacy client to this code, so its parameter keeps the client's type.",
    help: 'Let the test call the code without the client, then run the phase again.',
  },
  'unseen-caller': {
    message: 'The parameter that takes the client is filled by callers that could not all be found.',
    help: 'Call the function by name with the client as the argument, or take the client inside it.',
  },
  'asked-for-one': {
    message:
      'The accessor is told which database to give, where the injected one is what it gives when it is told nothing.',
    help: 'Make a token for each database, and inject the one that is wanted here.',
  },
  'facade-missing': {
    message: 'The client still opens its own database, and a second opening of one file loses data.',
    help: 'Mend first what keeps the facade from the place named here.',
  },
  'health-not-wired': {
    message: 'Nothing asks this server whether its database answers.',
    help: 'To have it serve /health, /health/database and /stats: duckshift run 1 --only wire-health.',
  },
  'several-servers': {
    message: 'The project makes several servers, and only one of them should answer the health routes.',
    help: 'Name its file: duckshift run 1 src/server.ts --only wire-health.',
  },
  'server-unclear': {
    message: 'The server is not kept where a route could be added to it.',
    help: 'Keep it in a variable first, or add the health routes by hand: see @duckshift/runtime/health.',
  },
  'no-client-class': {
    message: "The client's class could not be read.",
    help: 'Mend what keeps its file from being parsed.',
  },
  'driver-mocked': {
    message:
      'A test replaces the driver, or what the accessor gives, and runs this code: its calls are what the test sees.',
    help: 'Let the test open a database of its own, ":memory:", or replace what the accessor\'s module exports; then run the phase again.',
  },
  'no-driver-opening': {
    message:
      "The client's module does not open the database with DuckDBInstance.create, fromCache or getOrCreateInstance.",
    help: "Open it in the client's module, in one place.",
  },
  'driver-deprecated': {
    message:
      "The database is opened with a deprecated package: 'duckdb', 'duckdb-async', or a build of them.",
    help: "'duckdb' and 'duckdb-async' are moved to the current driver first, unless something stands against it: see what swap-driver says, mend that, and run the phase again. A build of another name, such as 'duckdb-lambda-x86', is replaced by '@duckdb/node-api' by hand.",
  },
  'several-openings': {
    message: "The client's module opens a database in more than one place.",
    help: 'Leave one opening in the module that the accessor uses.',
  },
  'unsupported-dynamic-import': {
    message: 'The accessor comes through a dynamic import whose form could not be followed.',
    help: 'Write it as const { accessor } = await import("...").',
  },
  'driver-call-unsupported': {
    message: 'The old driver is used here for something the current one has no counterpart for.',
    help: "Replace the call first: the runtime's README lists what to write instead.",
  },
  'driver-inside-imported': {
    message: "A file inside the old driver's package is imported.",
    help: 'Import the package itself.',
  },
  'driver-is-peer': {
    message: 'The old driver is a peer dependency: whoever uses this package chooses it.',
    help: 'Decide for your users first: make it a dependency, or release a version that takes the new one.',
  },
  'driver-undeclared': {
    message:
      'No package.json lists the old driver for this code, so that nothing would install the runtime for it.',
    help: 'Whatever installs the driver, a Dockerfile perhaps, is to install it from a package.json: add one that lists it, and run the codemod again.',
  },
  'driver-partly-in-scope': {
    message: 'This file uses the old driver too, and is not among the files that may change.',
    help: 'Run the codemod on the whole package: a connection of one driver does not fit a database of the other.',
  },
  'driver-file-unreadable': {
    message: 'This file names the old driver, and could not be read or parsed.',
    help: 'Mend the file, then run the codemod again.',
  },
  'driver-files-unread': {
    message: 'The current DuckDB does not open database files that this version of the old driver wrote.',
    help: 'Where the application keeps a database file, write it anew before the change is deployed: EXPORT DATABASE with the old driver, IMPORT DATABASE with the new one. `duckshift doctor --database FILE` tells whether a file opens.',
  },
  'driver-named-elsewhere': {
    message: 'The old driver is named here in another way than by an import, which stays.',
    help: "If a bundler or a script must know the driver, name '@duckdb/node-api' here, and '@duckshift/runtime' where it is left out of a bundle. Take the name out of a list of packages that may run a script when they are installed: the new driver has none.",
  },
  'driver-found-by-path': {
    message:
      'The old driver is found by its folder or by a name that is worked out here, so that it stays in package.json.',
    help: "Ask for '@duckdb/node-api' there, then take the old package out of package.json.",
  },
  'token-not-loaded': {
    message:
      "This runs while the accessor's own module loads, when the token that is made from it is not there yet.",
    help: 'Take the client inside a function that is called later, then run the phase again.',
  },
  'comment-in-the-way': {
    message: 'A comment stands where the change would remove text.',
    help: 'Move the comment above the statement and run the phase again.',
  },
  'type-check': {
    message: 'Every way to make this change brings a type error.',
    help: 'See the diagnostic; adjust the types at this place and run the phase again.',
  },
} satisfies RefusalTable

export type FoundationRefusal = keyof typeof foundationRefusals
