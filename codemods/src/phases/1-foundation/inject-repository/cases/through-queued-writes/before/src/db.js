import { DuckDBInstance } from '@duckdb/node-api'

let connection = null
let queue = Promise.resolve()

export async function open() {
  const instance = await DuckDBInstance.create('library.duckdb')
  connection = await instance.connect()
}

export async function query(sql, params = []) {
  const reader = await connection.runAndReadAll(sql, params)
  return reader.getRowObjects()
}

/** One write after the other. */
export function execute(sql, params = []) {
  return inTurn(async (connection) => {
    await connection.run(sql, params)
  })
}

function inTurn(work) {
  const done = queue.then(() => work(connection))
  queue = done.then(
    () => undefined,
    () => undefined,
  )
  return done
}
