const binding = require('duckdb/lib/duckdb-binding.js')
const duckdb = require('duckdb')

module.exports = { binding, duckdb }
