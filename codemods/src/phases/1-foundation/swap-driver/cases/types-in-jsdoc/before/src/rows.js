'use strict'

/**
 * @param {import("duckdb").Connection} connection what `import('duckdb')` gives
 * @param {(error: import("duckdb").DuckDbError | null, rows: import("duckdb").TableData) => void} done
 */
module.exports.rows = (connection, done) => connection.all('SELECT 1', done)

// import('duckdb') is the old one.
