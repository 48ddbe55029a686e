import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `books`. */
export class BooksRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async insert(isbn: string, title: string): Promise<void> {
    await this.db.execute('INSERT INTO books (isbn, title) VALUES (?, ?)', [isbn, title])
  }

  listTitleByIsbn(isbn: string): Promise<{ title: string }[]> {
    return this.db.query<{ title: string }>('SELECT title FROM books WHERE isbn = ?', [isbn])
  }
}
