const { openInstance } = require('@duckshift/runtime/compat/neo')

let pending

function open() {
  pending ??= openInstance('devices.duckdb').then((instance) => instance.connect())
  return pending
}

async function all(sql, params = []) {
  const connection = await open()
  const reader = await connection.runAndReadAll(sql, params)
  return reader.getRowObjectsJson()
}

module.exports = { all }
