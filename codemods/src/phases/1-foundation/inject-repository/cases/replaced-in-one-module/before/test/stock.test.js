const proxyquire = require('proxyquire').noCallThru()

const stubs = { './db': { getConnection: async () => ({ run: async () => undefined }) } }

test('adds', () => proxyquire('../src/stock', stubs).add(1))
