const { createToken, lazyDatabase } = require('@duckshift/runtime')

const path = require('path')
const DB_PATH = process.env.APP_DB || path.join(__dirname, 'app.duckdb')

/** The application's database, opened at its first use. */
const database = createToken('database', () =>
  lazyDatabase(() => DB_PATH),
)

module.exports = { database }
