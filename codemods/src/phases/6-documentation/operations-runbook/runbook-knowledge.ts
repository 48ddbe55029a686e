/** Settings of `Database.open` that operators ask about: setting, default, what it does. */
export const defaults: readonly (readonly [string, string, string])[] = [
  [
    '`pool.max`',
    'one less than libuv has threads, at least 2',
    'connections at most; raise `UV_THREADPOOL_SIZE` with it',
  ],
  ['`pool.acquireTimeoutMs`', '5,000', 'how long a caller waits for a connection'],
  ['`pool.idleTimeoutMs`', '60,000', 'idle connections above `pool.min` are closed after it'],
  ['`pool.maxLifetimeMs`', '1,800,000', 'older connections are replaced'],
  ['`pool.leakDetectionMs`', 'off', 'reports who has held a connection for longer'],
  ['`statementCacheSize`', '100', 'prepared statements kept on each connection'],
]

/** What can be seen, what it means, what to do. */
export const alerts: readonly (readonly [string, string, string])[] = [
  [
    '`duckdb_pool_waiting` stays above 0',
    'All connections are busy: a long statement, or transactions that wait for something inside.',
    'Look at `duckdb_statement_duration_seconds`; move slow work out of transactions; set `pool.reserved` so that short statements pass; then raise `pool.max` and `UV_THREADPOOL_SIZE` together.',
  ],
  [
    '`duckdb_pool_timeouts_total` grows (code `pool-exhausted`)',
    'Callers gave up after `pool.acquireTimeoutMs`.',
    'As above. With `duckdb_pool_leaked` above 0 it is a leak: see the next line.',
  ],
  [
    '`duckdb_pool_leaked` above 0',
    'Somebody holds a connection and does not give it back.',
    'The `leak` event carries the stack of the borrower. Use `await using`, or release in `finally`.',
  ],
  [
    '`duckdb_conflicts_retried_total` grows fast',
    'Transactions write the same rows at the same time; they are rolled back and tried again.',
    'Queue the writers of one key: `db.serialize(key, …)`.',
  ],
  [
    '`/health/database` answers `down`',
    'The round trip failed or took too long; `code` says why.',
    '`locked`: another process holds the file, and the error names its id. `fatal`: DuckDB gave the database up; the pool reopens it once, else restart. `timeout`: see the waiting callers.',
  ],
  [
    '`/health/database` answers `degraded`',
    'The pool is saturated, or a breaker is not closed.',
    'It still serves. Look at the waiting callers and at the dependency behind the breaker.',
  ],
  [
    'a breaker is open',
    'The dependency failed too often; calls are answered at once with an error or the fallback.',
    'Look at the dependency. The breaker lets one call through after a while and closes by itself.',
  ],
  [
    'disk full',
    'A commit failed, and was rolled back; or a checkpoint failed, and DuckDB gave the database up (`fatal`).',
    'Make room, then restart if readiness stays `down`. What was committed is there.',
  ],
]
