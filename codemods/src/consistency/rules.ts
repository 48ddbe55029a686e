/** One pattern per concern: what each rule finds, and what to do about it. */
export const consistencyRules = {
  'driver-used-directly': {
    message: 'The driver is used directly, beside the injected database.',
    help: 'Take the database with inject(database), or a repository that has it.',
  },
  'database-opened-again': {
    message: 'A database is opened beside the one that is injected.',
    help: 'Open it once, behind a token made with createToken, and inject that.',
  },
  'second-error-family': {
    message: 'An error class starts a family of its own.',
    help: 'Extend the error class that the others extend.',
  },
  'generic-rethrow': {
    message: 'A caught error is thrown again as a generic one, or for nothing.',
    help: 'Let it pass, or throw a class of your own with { cause }. duckshift run 4 makes what is mechanical.',
  },
  'import-path': {
    message: 'It is imported from another module than elsewhere.',
    help: 'Import it from the module that the detail names.',
  },
} as const satisfies Readonly<Record<string, { readonly message: string; readonly help: string }>>

export type ConsistencyRule = keyof typeof consistencyRules
