const { getConnection } = require('../src/db')
const { count } = require('../src/counts')

test('counts', async () => {
  const connection = await getConnection()
  const read = jest.spyOn(connection, 'runAndReadAll')
  await count(2)
  expect(read).toHaveBeenCalledWith('SELECT id FROM items WHERE id >= 2')
})
