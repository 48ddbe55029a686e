import { inject, Repository } from '@duckshift/runtime'
import type { Book } from '../books.js'
import { legacyDb } from '../database.js'

/** Data access to `books`. */
export class BooksRepository extends Repository {
  constructor(db = inject(legacyDb)) {
    super(db)
  }

  listAll(): Promise<Book[]> {
    return this.db.query<Book>('SELECT id, title, copies FROM books ORDER BY title')
  }

  listByTitleLike(title: string): Promise<Book[]> {
    return this.db.query<Book>('SELECT * FROM books WHERE title LIKE ?', [title])
  }

  async insert(id: number, title: string, copies: number): Promise<void> {
    await this.db.execute('INSERT INTO books (id, title, copies) VALUES (?, ?, ?)', [id, title, copies])
  }

  async findById(id: number): Promise<Book | null> {
    const row = await this.db.maybeOne<Book>('SELECT id, title, copies FROM books WHERE id = ?', [id])
    return row ?? null
  }

  listAllForExported(): Promise<any[]> {
    return this.db.query<any>('SELECT * FROM books')
  }

  listIdAndCopies(): Promise<any[]> {
    return this.db.query<any>('SELECT id, copies FROM books ORDER BY id')
  }
}
