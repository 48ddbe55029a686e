const { query } = require('./db')

module.exports = {
  async add(id, name) {
    await query('INSERT INTO tags (id, name) VALUES (?, ?)', [id, name])
  },

  async addAll(names) {
    await Promise.all(names.map((name, id) => this.add(id, name)))
  },
}
