const { inject, Repository } = require('@duckshift/runtime')
const { allDatabase } = require('../database')

/** Data access to `books`. */
class BooksRepository extends Repository {
  constructor(db = inject(allDatabase)) {
    super(db)
  }

  /**
   * @param {string} isbn
   * @returns {Promise<any>}
   */
  findByIsbn(isbn) {
    return this.db.maybeOne('SELECT isbn, title, year FROM books WHERE isbn = ?', [isbn])
  }

  /**
   * @param {number} year
   * @returns {Promise<any[]>}
   */
  listTitleByYearAbove(year) {
    return this.db.query('SELECT title FROM books WHERE year > ?', [year])
  }
}

module.exports = { BooksRepository }
