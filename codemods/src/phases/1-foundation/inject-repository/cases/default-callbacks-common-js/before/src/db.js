const duckdb = require('duckdb')

const db = new duckdb.Database(process.env.DATABASE ?? 'users.duckdb')

module.exports = db
