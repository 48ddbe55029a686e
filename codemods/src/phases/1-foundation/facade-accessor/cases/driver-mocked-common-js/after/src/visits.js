const { inject } = require('@duckshift/runtime')
const { database } = require('./database')

exports.count = async () => {
  const connection = inject(database)
  const rows = await connection.query('SELECT count(*) AS n FROM visits')
  return rows[0].n
}
