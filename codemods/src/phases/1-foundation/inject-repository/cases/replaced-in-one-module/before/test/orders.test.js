const rewire = require('rewire')

test('adds', async () => {
  const orders = rewire('../src/orders')
  orders.__set__('getConnection', async () => ({ run: async () => undefined }))
  await orders.add(1)
})
