const duckdb = require('@duckshift/runtime/compat/duckdb')

exports.open = (file, done) => new duckdb.Database(file, done)
