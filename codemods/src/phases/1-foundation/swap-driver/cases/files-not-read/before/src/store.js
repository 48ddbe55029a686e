const duckdb = require('duckdb')

exports.open = (file) => new duckdb.Database(file)
