const { Database } = require('@duckshift/runtime/compat/duckdb-async')

exports.open = (file) => Database.create(file)
