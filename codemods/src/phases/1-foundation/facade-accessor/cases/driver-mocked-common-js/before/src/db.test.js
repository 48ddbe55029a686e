const assert = require('node:assert')
const { test } = require('node:test')
const proxyquire = require('proxyquire')

test('connects once', async () => {
  const given = []
  const create = async (...values) => {
    given.push(values)
    return { connect: async () => ({}) }
  }
  const { getConnection } = proxyquire('./db', { '@duckdb/node-api': { DuckDBInstance: { create } } })
  assert.strictEqual(await getConnection(), await getConnection())
  assert.deepStrictEqual(given, [['visits.duckdb', { threads: '1' }]])
})
