const { getConnection } = require('./db')

exports.count = async () => {
  const connection = await getConnection()
  const reader = await connection.runAndReadAll('SELECT count(*) AS n FROM visits')
  return reader.getRowObjectsJS()[0].n
}
