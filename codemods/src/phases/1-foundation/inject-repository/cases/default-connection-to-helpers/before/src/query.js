export async function queryAll(connection, sql, values = []) {
  console.debug(sql)
  const reader = await connection.runAndReadAll(sql, values)
  return reader.getRowObjectsJS()
}

export async function execute(connection, sql, values = []) {
  console.debug(sql)
  await connection.run(sql, values)
}
