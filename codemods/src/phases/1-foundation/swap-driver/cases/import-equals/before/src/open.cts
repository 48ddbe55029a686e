import duckdb = require('duckdb')

export function open(path: string, done: (error: duckdb.DuckDbError | null) => void): duckdb.Database {
  return new duckdb.Database(path, { threads: '2' }, done)
}
