const proxyquire = require('proxyquire')

const run = async () => undefined
const { add } = proxyquire('../src/items', { './db': { getConnection: async () => ({ run }) } })

test('adds', () => add(1))
