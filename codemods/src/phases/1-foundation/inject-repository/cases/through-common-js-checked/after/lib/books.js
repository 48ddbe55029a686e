// @ts-check
const { inject } = require('@duckshift/runtime')
const { allAccessor } = require('./database')
const { BooksRepository } = require('./repositories/books-repository')

/** @param {string} isbn */
exports.find = (isbn) => inject(BooksRepository).findByIsbn(isbn)

/** @param {string} order */
exports.sorted = (order) => inject(allAccessor)('SELECT title FROM books ORDER BY ' + order)

/** @param {number} year */
exports.after = async (year) => {
  const rows = await inject(BooksRepository).listTitleByYearAbove(year)
  return rows.map(({ title }) => String(title))
}
