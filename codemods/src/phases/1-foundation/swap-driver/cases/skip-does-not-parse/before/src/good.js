module.exports = require('duckdb')
