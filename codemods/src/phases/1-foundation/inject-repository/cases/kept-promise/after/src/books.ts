import { inject } from '@duckshift/runtime'
import { inTransaction } from './db.js'
import { BooksRepository } from './repositories/books-repository.js'

export async function add(isbn: string, title: string): Promise<void> {
  await inject(BooksRepository).insert(isbn, title)
}

export async function titleOf(isbn: string): Promise<string | undefined> {
  const [row] = await inject(BooksRepository).listTitleByIsbn(isbn)
  return row?.title
}

export async function addBoth(first: string, second: string): Promise<string | undefined> {
  return inTransaction(async () => {
    await add(first, 'first')
    await inject(BooksRepository).insert(second, 'second')
    return titleOf(first)
  })
}
