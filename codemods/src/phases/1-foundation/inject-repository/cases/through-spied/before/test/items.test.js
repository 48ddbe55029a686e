const db = require('../src/db')
const { add } = require('../src/items')

test('adds', async () => {
  const run = jest.fn()
  jest.spyOn(db, 'getConnection').mockResolvedValue({ run })
  await add(1)
  expect(run).toHaveBeenCalledWith('INSERT INTO items (id) VALUES (?)', [1])
})
