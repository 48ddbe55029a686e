const { Database } = require('duckdb-async')

exports.open = (file) => Database.create(file)
