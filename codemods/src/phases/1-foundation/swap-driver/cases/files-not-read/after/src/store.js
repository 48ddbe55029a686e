const duckdb = require('@duckshift/runtime/compat/duckdb')

exports.open = (file) => new duckdb.Database(file)
