'use strict'
const { openInstance } = require('@duckshift/runtime/compat/neo')

function createDb(path) {
  const opened = openInstance(path, undefined, { connections: 'separate' }).then((instance) => instance.connect())
  return {
    all: async (sql, params = []) => (await (await opened).runAndReadAll(sql, params)).getRowObjectsJS(),
    run: async (sql, params = []) => {
      await (await opened).run(sql, params)
    },
  }
}

const db = createDb(process.env.DB_PATH || ':memory:')

module.exports = db
