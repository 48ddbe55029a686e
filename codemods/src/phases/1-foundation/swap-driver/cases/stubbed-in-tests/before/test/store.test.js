const { mock, test } = require('node:test')
const proxyquire = require('proxyquire').noCallThru()

const calls = []
class Database {
  constructor(file) {
    calls.push(file)
  }
}

test('opens its file', () => {
  proxyquire('../src/store.js', { duckdb: { Database }, fs: {} }).open('a.db')
  proxyquire('../src/store.js', { 'duckdb': { Database } /* again */ }).open('b.db')
})

test('opens another', () => {
  const duckdb = { Database }
  proxyquire('../src/store.js', { duckdb }).open('c.db')
  mock.module('duckdb', { namedExports: { Database } })
})

// Not a stub: a name of something else.
exports.settings = { duckdb: { threads: 2 } }
