const { DuckDBConnection } = require('@duckdb/node-api')
const { names } = require('../src/names')

test('asks once', async () => {
  const read = jest.spyOn(DuckDBConnection.prototype, 'runAndReadAll')
  await names()
  expect(read).toHaveBeenCalledTimes(1)
})
