const { all } = require('./db')

exports.labels = async () => {
  const rows = await all('SELECT label FROM devices ORDER BY id')
  return rows.map(({ label }) => label)
}
