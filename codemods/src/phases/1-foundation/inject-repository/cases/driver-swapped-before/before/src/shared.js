const { createClient } = require('./db')

module.exports = createClient('app.duckdb')
