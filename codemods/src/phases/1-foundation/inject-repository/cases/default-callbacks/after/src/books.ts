import { inject } from '@duckshift/runtime'
import { BooksRepository } from './repositories/books-repository.js'

export interface Book {
  id: number
  title: string
  copies: number
}

export function allBooks(): Promise<Book[]> {
  const books = inject(BooksRepository)
  return books.listAll()
}

export async function booksLike(part: string): Promise<string[]> {
  const rows = await inject(BooksRepository).listByTitleLike(`%${part}%`)
  return rows.map(({ title }) => title)
}

export async function addBook(book: Book): Promise<void> {
  const books = inject(BooksRepository)
  await books.insert(
    book.id,
    book.title,
    book.copies,
  )
}

export async function bookOf(id: number): Promise<Book | null> {
  const books = inject(BooksRepository)
  return await books.findById(id)
}

/** Whatever the table has. */
export function exported(): Promise<unknown[]> {
  return inject(BooksRepository).listAllForExported()
}
