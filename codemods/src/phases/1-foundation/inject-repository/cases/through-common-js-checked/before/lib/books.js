// @ts-check
const db = require('./db')

/** @param {string} isbn */
exports.find = (isbn) => db.get('SELECT isbn, title, year FROM books WHERE isbn = ?', [isbn])

/** @param {string} order */
exports.sorted = (order) => db.all('SELECT title FROM books ORDER BY ' + order)

/** @param {number} year */
exports.after = async (year) => {
  const rows = await db.all('SELECT title FROM books WHERE year > ?', [year])
  return rows.map(({ title }) => String(title))
}
