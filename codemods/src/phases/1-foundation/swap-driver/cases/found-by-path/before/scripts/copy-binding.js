const { copyFileSync } = require('node:fs')
const { join } = require('node:path')

copyFileSync(join(__dirname, '..', 'node_modules', 'duckdb', 'lib', 'binding', 'duckdb.node'), 'dist/duckdb.node')
