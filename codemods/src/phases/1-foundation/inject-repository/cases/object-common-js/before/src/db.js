'use strict'
const { DuckDBInstance } = require('@duckdb/node-api')

function createDb(path) {
  const opened = DuckDBInstance.create(path).then((instance) => instance.connect())
  return {
    all: async (sql, params = []) => (await (await opened).runAndReadAll(sql, params)).getRowObjectsJS(),
    run: async (sql, params = []) => {
      await (await opened).run(sql, params)
    },
  }
}

const db = createDb(process.env.DB_PATH || ':memory:')

module.exports = db
