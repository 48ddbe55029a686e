const db = require('./db')

function names() {
  return new Promise((resolve, reject) => {
    db.all('SELECT id, name FROM users ORDER BY name', (error, rows) => {
      if (error) reject(error)
      else resolve(rows)
    })
  })
}

async function rename(id, name) {
  await new Promise((resolve, reject) => {
    db.run('UPDATE users SET name = ? WHERE id = ?', name, id, (error) => {
      if (error) reject(error)
      else resolve()
    })
  })
}

module.exports = { names, rename }
