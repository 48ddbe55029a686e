let DuckDBInstance = null
let instance = null
let connection = null

/** The native code is loaded when it is first needed. */
async function loadDriver() {
  if (!DuckDBInstance) {
    const driver = await import('@duckdb/node-api')
    DuckDBInstance = driver.DuckDBInstance
  }
  return DuckDBInstance
}

async function getClient() {
  if (!instance) {
    const Driver = await loadDriver()
    instance = await (await import('@duckshift/runtime/compat/neo')).openInstance(':memory:', undefined, { name: 'src/db.js' })
    connection = await instance.connect()
  }
  return { instance, connection }
}

async function query(sql, limit = 100) {
  const { connection } = await getClient()
  const reader = await connection.runAndReadAll(`${sql} LIMIT ${limit}`)
  return reader.getRowObjects()
}

module.exports = { getClient, query }
