'use strict'

/**
 * @param {import("@duckshift/runtime/compat/duckdb").Connection} connection what `import('@duckshift/runtime/compat/duckdb')` gives
 * @param {(error: import("@duckshift/runtime/compat/duckdb").DuckDbError | null, rows: import("@duckshift/runtime/compat/duckdb").TableData) => void} done
 */
module.exports.rows = (connection, done) => connection.all('SELECT 1', done)

// import('duckdb') is the old one.
