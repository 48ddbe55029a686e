const duckdb = require('duckdb')

exports.open = (file, done) => new duckdb.Database(file, done)
