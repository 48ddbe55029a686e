const proxyquire = require('proxyquire')

// The stubbed specifier is that of the subject's own require.
const items = proxyquire('./items', { './db': { getConnection: async () => ({}) }, './other': {} }) // usage: mocked-in-test
const strict = proxyquire.noCallThru().load('./items', { './db': { getConnection: async () => ({}) } }) // usage: mocked-in-test
const unrelated = proxyquire('./items', { './other': {} })

module.exports = { items, strict, unrelated }
