const { getClient } = require('./db')
;(async () => {
  console.log(await getClient().query('SELECT id FROM items WHERE id = ?', [1]))
})()
const other = require('./other')
console.log(other.x)
