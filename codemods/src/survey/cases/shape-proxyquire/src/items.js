const { getConnection } = require('./db')

exports.names = async () => {
  const connection = await getConnection() // usage: variable
  return (await connection.runAndReadAll('SELECT name FROM items')).getRowObjects()
}
