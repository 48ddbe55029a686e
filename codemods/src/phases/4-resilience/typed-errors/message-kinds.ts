/** When DuckDB may say it: the statements that can fail so, or `dynamic` for SQL that nobody has bound yet. */
export type Occasion = 'select' | 'insert' | 'update' | 'delete' | 'other' | 'files' | 'dynamic' | 'open'

/** One kind of message of DuckDB's, and what the runtime makes of it. */
export interface MessageKind {
  readonly id: string
  readonly code: string
  readonly constraint?: 'unique' | 'foreign-key' | 'not-null' | 'check'
  readonly category: string
  readonly occasions: readonly Occasion[]
  /**
   * Messages as DuckDB writes them, differing in names and values. What a text test says must not depend on
   * those.
   */
  readonly samples: readonly string[]
  /**
   * The kind whose failure this one tells late, at COMMIT or by the appender. Code that tests the text of the
   * other one means this one too, which one connection alone never met.
   */
  readonly lateFormOf?: string
}

const reads: readonly Occasion[] = ['select', 'insert', 'update', 'delete', 'other', 'dynamic']
const writes: readonly Occasion[] = ['insert', 'update', 'delete', 'other', 'dynamic']
const puts: readonly Occasion[] = ['insert', 'update', 'other', 'dynamic']

/** Every kind is provoked on a real DuckDB by `test/codemods/message-kinds.test.ts`, sample by sample. */
export const messageKinds: readonly MessageKind[] = [
  {
    id: 'primary-key',
    code: 'constraint',
    constraint: 'unique',
    category: 'integrity',
    occasions: puts,
    samples: [
      'Constraint Error: Duplicate key "id: 1" violates primary key constraint.',
      'Constraint Error: Duplicate key "code: x, region: y" violates primary key constraint.',
    ],
  },
  {
    id: 'unique',
    code: 'constraint',
    constraint: 'unique',
    category: 'integrity',
    occasions: puts,
    samples: [
      'Constraint Error: Duplicate key "name: x" violates unique constraint.',
      'Constraint Error: Duplicate key "a: 1, b: 1" violates unique constraint.',
    ],
  },
  {
    id: 'unique-at-commit',
    code: 'constraint',
    constraint: 'unique',
    category: 'integrity',
    occasions: puts,
    lateFormOf: 'primary-key',
    samples: [
      'TransactionContext Error: Failed to commit: PRIMARY KEY or UNIQUE constraint violation: duplicate key "7"',
      'TransactionContext Error: Failed to commit: PRIMARY KEY or UNIQUE constraint violation: duplicate key "x"',
    ],
  },
  {
    id: 'unique-at-append',
    code: 'constraint',
    constraint: 'unique',
    category: 'integrity',
    occasions: ['dynamic'],
    lateFormOf: 'primary-key',
    samples: [
      'Failed to append: Duplicate key "id: 1" violates primary key constraint.',
      'Failed to append: Duplicate key "code: x, region: y" violates primary key constraint.',
    ],
  },
  {
    id: 'no-such-parent',
    code: 'constraint',
    constraint: 'foreign-key',
    category: 'integrity',
    occasions: puts,
    samples: [
      'Constraint Error: Violates foreign key constraint because key "id: 9" does not exist in the referenced table',
      'Constraint Error: Violates foreign key constraint because key "code: z" does not exist in the referenced table',
    ],
  },
  {
    id: 'has-children',
    code: 'constraint',
    constraint: 'foreign-key',
    category: 'integrity',
    occasions: ['update', 'delete', 'insert', 'other', 'dynamic'],
    samples: [
      'Constraint Error: Violates foreign key constraint because key "pid: 1" is still referenced by a foreign key in a different table. If this is an unexpected constraint violation, please refer to our foreign key limitations in the documentation',
      'Constraint Error: Violates foreign key constraint because key "code: x" is still referenced by a foreign key in a different table. If this is an unexpected constraint violation, please refer to our foreign key limitations in the documentation',
    ],
  },
  {
    id: 'not-null',
    code: 'constraint',
    constraint: 'not-null',
    category: 'integrity',
    occasions: puts,
    samples: [
      'Constraint Error: NOT NULL constraint failed: child.n',
      'Constraint Error: NOT NULL constraint failed: places.name',
    ],
  },
  {
    id: 'check',
    code: 'constraint',
    constraint: 'check',
    category: 'integrity',
    occasions: puts,
    samples: [
      'Constraint Error: CHECK constraint failed on table child with expression CHECK((k > 0))',
      'Constraint Error: CHECK constraint failed on table places with expression CHECK(("name" != \'\'))',
    ],
  },
  {
    id: 'conflict-on-update',
    code: 'conflict',
    category: 'transaction',
    occasions: writes,
    samples: ['TransactionContext Error: Conflict on update!'],
  },
  {
    id: 'conflict-on-deletion',
    code: 'conflict',
    category: 'transaction',
    occasions: writes,
    samples: ['TransactionContext Error: Conflict on tuple deletion!'],
  },
  {
    id: 'altered-meanwhile',
    code: 'conflict',
    category: 'transaction',
    occasions: writes,
    samples: [
      'TransactionContext Error: Transaction conflict: attempting to insert into table "child" but it has been altered by a different transaction',
      'TransactionContext Error: Transaction conflict: attempting to update table "places" but it has been altered by a different transaction',
    ],
  },
  {
    id: 'definition-conflict',
    code: 'conflict',
    category: 'transaction',
    occasions: ['other', 'dynamic'],
    samples: [
      'TransactionContext Error: Catalog write-write conflict on alter with "child"',
      'TransactionContext Error: Catalog write-write conflict on create with "Schema\\0main\\0main\\0Table\\0main\\0made"',
    ],
  },
  {
    id: 'aborted',
    code: 'transaction-aborted',
    category: 'transaction',
    occasions: reads,
    samples: ['TransactionContext Error: Current transaction is aborted (please ROLLBACK)'],
  },
  {
    id: 'begin-twice',
    code: 'transaction-state',
    category: 'transaction',
    occasions: ['other', 'dynamic'],
    samples: ['TransactionContext Error: cannot start a transaction within a transaction'],
  },
  {
    id: 'no-transaction',
    code: 'transaction-state',
    category: 'transaction',
    occasions: ['other', 'dynamic'],
    samples: [
      'TransactionContext Error: cannot commit - no transaction is active',
      'TransactionContext Error: cannot rollback - no transaction is active',
    ],
  },
  {
    id: 'syntax',
    code: 'syntax',
    category: 'statement',
    occasions: ['dynamic'],
    samples: [
      'Parser Error: syntax error at or near "selec"\n\nLINE 1: selec\n        ^',
      'Parser Error: syntax error at or near "updat"\n\nLINE 1: updat\n        ^',
    ],
  },
  {
    id: 'incomplete',
    code: 'syntax',
    category: 'statement',
    occasions: ['dynamic'],
    samples: ['Parser Error: SELECT clause without selection list'],
  },
  {
    id: 'ends-early',
    code: 'syntax',
    category: 'statement',
    occasions: ['dynamic'],
    samples: ['Parser Error: syntax error at end of input'],
  },
  {
    id: 'syntax-with-parameters',
    code: 'syntax',
    category: 'statement',
    occasions: ['dynamic'],
    samples: [
      'Failed to extract statements: Parser Error: syntax error at or near "selec"\n\nLINE 1: selec ?\n        ^',
      'Failed to extract statements: Parser Error: syntax error at or near "updat"\n\nLINE 1: updat ?\n        ^',
    ],
  },
  {
    id: 'no-such-table',
    code: 'catalog',
    category: 'statement',
    occasions: reads,
    samples: [
      'Catalog Error: Table with name nope does not exist!\nDid you mean "parent"?\n\nLINE 1: select * from nope\n                      ^',
      'Catalog Error: Table with name zzz does not exist!\nDid you mean "v"?',
    ],
  },
  {
    id: 'no-such-schema-of-table',
    code: 'catalog',
    category: 'statement',
    occasions: reads,
    samples: [
      'Catalog Error: Table with name "nope.parent" does not exist because schema "nope" does not exist.\n\nLINE 1: select * from nope.parent\n                      ^',
    ],
  },
  {
    id: 'no-such-function',
    code: 'catalog',
    category: 'statement',
    occasions: ['dynamic'],
    samples: [
      'Catalog Error: Scalar Function with name nofunction does not exist!\nDid you mean "json_contains"?\n\nLINE 1: select nofunction(1)\n               ^',
    ],
  },
  {
    id: 'no-such-type',
    code: 'catalog',
    category: 'statement',
    occasions: ['dynamic'],
    samples: [
      'Catalog Error: Type with name notype does not exist!\nDid you mean "type"?\n\nLINE 1: select 1::notype\n                  ^',
    ],
  },
  {
    id: 'no-such-sequence',
    code: 'catalog',
    category: 'statement',
    occasions: ['other', 'dynamic'],
    samples: ['Catalog Error: Sequence with name nope does not exist!'],
  },
  {
    id: 'no-such-schema',
    code: 'catalog',
    category: 'statement',
    occasions: ['other', 'dynamic'],
    samples: ['Catalog Error: Schema with name nope does not exist!'],
  },
  {
    id: 'table-exists',
    code: 'catalog',
    category: 'statement',
    occasions: ['other', 'dynamic'],
    samples: [
      'Catalog Error: Table with name "parent" already exists!',
      'Catalog Error: Table with name "child" already exists!',
    ],
  },
  {
    id: 'view-exists',
    code: 'catalog',
    category: 'statement',
    occasions: ['other', 'dynamic'],
    samples: ['Catalog Error: View with name "v" already exists!'],
  },
  {
    id: 'index-exists',
    code: 'catalog',
    category: 'statement',
    occasions: ['other', 'dynamic'],
    samples: ['Catalog Error: Index with name "by_a" already exists!'],
  },
  {
    id: 'column-exists',
    code: 'catalog',
    category: 'statement',
    occasions: ['other', 'dynamic'],
    samples: ['Catalog Error: Column with name code already exists!'],
  },
  {
    id: 'still-needed',
    code: 'catalog',
    category: 'statement',
    occasions: ['other', 'dynamic'],
    samples: [
      'Catalog Error: Could not drop the table because this table is main key table of the table "child"',
      'Catalog Error: Could not drop the table because this table is main key table of the table "places"',
    ],
  },
  {
    id: 'no-such-setting',
    code: 'catalog',
    category: 'statement',
    occasions: ['other', 'dynamic'],
    samples: [
      'Catalog Error: unrecognized configuration parameter "nosuch"\n\nDid you mean: "produce_arrow_string_view"',
    ],
  },
  {
    id: 'no-such-database-to-use',
    code: 'catalog',
    category: 'statement',
    occasions: ['other', 'dynamic'],
    samples: ['Catalog Error: SET schema: No catalog + schema named "nope" found.'],
  },
  {
    id: 'no-such-column',
    code: 'binder',
    category: 'statement',
    occasions: reads,
    samples: [
      'Binder Error: Referenced column "nope" not found in FROM clause!\nCandidate bindings: "a"\n\nLINE 1: select nope from parent\n               ^',
    ],
  },
  {
    id: 'no-such-target-column',
    code: 'binder',
    category: 'statement',
    occasions: reads,
    samples: [
      'Binder Error: Table "parent" does not have a column with name "zz"\n\nDid you mean: "a", "b", "id"',
    ],
  },
  {
    id: 'value-count',
    code: 'binder',
    category: 'statement',
    occasions: reads,
    samples: [
      'Binder Error: table parent has 3 columns but 2 values were supplied',
      'Binder Error: table parent has 3 columns but 1 values were supplied',
    ],
  },
  {
    id: 'negative-limit',
    code: 'binder',
    category: 'statement',
    occasions: reads,
    samples: [
      'Binder Error: LIMIT/OFFSET cannot be negative\n\nLINE 1: select * from range(10) limit -1\n                                      ^',
    ],
  },
  {
    id: 'ambiguous-column',
    code: 'binder',
    category: 'statement',
    occasions: reads,
    samples: [
      'Binder Error: Ambiguous reference to column name "id" (use: "p.id" or "q.id")\n\nLINE 1: select id from parent p join parent q on true\n               ^',
    ],
  },
  {
    id: 'no-such-prepared-statement',
    code: 'binder',
    category: 'statement',
    occasions: ['other', 'dynamic'],
    samples: [
      'Binder Error: Prepared statement "nosuchp" does not exist',
      'Binder Error: Prepared statement "other" does not exist',
    ],
  },
  {
    id: 'no-parameters',
    code: 'invalid-input',
    category: 'statement',
    occasions: ['dynamic'],
    samples: ['Invalid Input Error: Expected 1 parameters, but none were supplied'],
  },
  {
    id: 'parameters-missing',
    code: 'binder',
    category: 'statement',
    occasions: ['dynamic'],
    samples: [
      'Invalid Input Error: Values were not provided for the following prepared statement parameters: 1',
      'Invalid Input Error: Values were not provided for the following prepared statement parameters: 2',
    ],
  },
  {
    id: 'not-a-number',
    code: 'conversion',
    category: 'statement',
    occasions: reads,
    samples: [
      "Conversion Error: Could not convert string 'x' to INT32\n\nLINE 1: select 'x'::int\n                  ^",
      "Conversion Error: Could not convert string 'y' to INT64\n\nLINE 1: select 'y'::bigint\n                  ^",
    ],
  },
  {
    id: 'not-a-date',
    code: 'conversion',
    category: 'statement',
    occasions: reads,
    samples: [
      'Conversion Error: invalid date field format: "x", expected format is (YYYY-MM-DD)\n\nLINE 1: select \'x\'::date\n                  ^',
    ],
  },
  {
    id: 'does-not-fit',
    code: 'conversion',
    category: 'statement',
    occasions: reads,
    samples: [
      "Conversion Error: Type INT32 with value 300 can't be cast because the value is out of range for the destination type INT8\n\nLINE 1: select 300::tinyint\n                  ^",
    ],
  },
  {
    id: 'overflow',
    code: 'conversion',
    category: 'statement',
    occasions: reads,
    samples: ['Out of Range Error: Overflow in addition of INT32 (2147483647 + 1)!'],
  },
  {
    id: 'out-of-range',
    code: 'conversion',
    category: 'statement',
    occasions: reads,
    samples: ['Out of Range Error: cannot take logarithm of zero'],
  },
  {
    id: 'malformed-json',
    code: 'invalid-input',
    category: 'statement',
    occasions: reads,
    samples: ['Invalid Input Error: Malformed JSON at byte 1 of input: unexpected end of data.  Input: "{"'],
  },
  {
    id: 'bad-pattern',
    code: 'invalid-input',
    category: 'statement',
    occasions: reads,
    samples: ['Invalid Input Error: missing ): ('],
  },
  {
    id: 'raised-by-sql',
    code: 'invalid-input',
    category: 'statement',
    occasions: reads,
    samples: ['Invalid Input Error: boom', 'Invalid Input Error: no stock left'],
  },
  {
    id: 'read-only',
    code: 'read-only',
    category: 'statement',
    occasions: writes,
    samples: [
      'Invalid Input Error: Cannot execute statement of type "INSERT" on database "read" which is attached in read-only mode!',
      'Invalid Input Error: Cannot execute statement of type "CREATE" on database "read" which is attached in read-only mode!',
    ],
  },
  {
    id: 'no-such-file',
    code: 'io',
    category: 'resource',
    occasions: ['files', 'dynamic'],
    samples: [
      'IO Error: No files found that match the pattern "/nowhere/at/all.csv"\n\nLINE 1: select * from read_csv(\'/nowhere/at/all.csv\')\n                      ^',
    ],
  },
  {
    id: 'file-not-opened',
    code: 'io',
    category: 'resource',
    occasions: ['files', 'dynamic'],
    samples: ['IO Error: Cannot open file "/nowhere/x.csv": No such file or directory'],
  },
  {
    id: 'no-such-database',
    code: 'io',
    category: 'resource',
    occasions: ['open'],
    samples: [
      'IO Error: Cannot open database "/nowhere/none.duckdb" in read-only mode: database does not exist',
    ],
  },
  {
    id: 'database-not-opened',
    code: 'io',
    category: 'resource',
    occasions: ['open'],
    samples: ['IO Error: Cannot open file "/nowhere/at/all.db": No such file or directory'],
  },
  {
    id: 'locked',
    code: 'locked',
    category: 'connection',
    occasions: ['open'],
    samples: [
      'IO Error: Could not set lock on file "/data/app.duckdb": Conflicting lock is held in /usr/bin/node (PID 4711). See also https://duckdb.org/docs/stable/connect/concurrency',
      'IO Error: Could not set lock on file "/srv/x.db": Conflicting lock is held in /usr/bin/python3.12 (PID 12) by user ann. See also https://duckdb.org/docs/stable/connect/concurrency',
    ],
  },
  {
    id: 'out-of-memory',
    code: 'out-of-memory',
    category: 'resource',
    occasions: reads,
    samples: [
      'Out of Memory Error: could not allocate block of size 256.0 KiB (9.4 MiB/9.5 MiB used)\nDatabase is launched in in-memory mode and no temporary directory is specified.\nUnused blocks cannot be offloaded to disk.',
    ],
  },
  {
    id: 'interrupted',
    code: 'interrupted',
    category: 'cancelled',
    occasions: reads,
    samples: ['INTERRUPT Error: Interrupted!'],
  },
  {
    id: 'checkpoint-failed',
    code: 'fatal',
    category: 'connection',
    occasions: reads,
    samples: [
      'FATAL Error: Failed to create checkpoint because of error: Checkpoint aborted before header write because of PRAGMA checkpoint_abort flag',
    ],
  },
  {
    id: 'invalidated',
    code: 'fatal',
    category: 'connection',
    occasions: reads,
    samples: [
      'FATAL Error: Failed: database has been invalidated because of a previous fatal error. The database must be restarted prior to being used again.\nOriginal error: "Checkpoint aborted"',
    ],
  },
  {
    id: 'disconnected',
    code: 'closed',
    category: 'connection',
    occasions: reads,
    samples: ['Failed to query: connection disconnected'],
  },
  {
    id: 'instance-closed',
    code: 'closed',
    category: 'connection',
    occasions: reads,
    samples: ['Failed to connect: instance closed'],
  },
]

/** Errors that have nothing to do with DuckDB, and what they say: a text test that holds for one asks for more than DuckDB. */
export const otherMessages: readonly string[] = [
  "ENOENT: no such file or directory, open '/data/x.json'",
  "EEXIST: file already exists, mkdir '/data'",
  'connect ECONNREFUSED 127.0.0.1:5432',
  'read ECONNRESET',
  'socket hang up',
  'fetch failed',
  'The operation was aborted due to timeout',
  'This operation was aborted',
  'Request failed with status code 409',
  'Request failed with status code 404',
  'Unexpected token < in JSON at position 0',
  "Cannot read properties of undefined (reading 'id')",
  'duplicate key value violates unique constraint "users_email_key"',
  'relation "users" does not exist',
  'UNIQUE constraint failed: users.email',
  'SQLITE_BUSY: database is locked',
  'could not serialize access due to concurrent update',
  'deadlock detected',
  'User does not exist',
  'User already exists',
  'Model not found',
  'Version conflict',
  'Conflict',
  'Connection closed',
  'out of memory',
  'Timeout',
]
