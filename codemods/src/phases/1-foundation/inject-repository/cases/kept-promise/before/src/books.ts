import { all, exec, inTransaction } from './db.js'

export async function add(isbn: string, title: string): Promise<void> {
  await exec('INSERT INTO books (isbn, title) VALUES (?, ?)', isbn, title)
}

export async function titleOf(isbn: string): Promise<string | undefined> {
  const [row] = await all<{ title: string }>('SELECT title FROM books WHERE isbn = ?', isbn)
  return row?.title
}

export async function addBoth(first: string, second: string): Promise<string | undefined> {
  return inTransaction(async () => {
    await add(first, 'first')
    await exec('INSERT INTO books (isbn, title) VALUES (?, ?)', second, 'second')
    return titleOf(first)
  })
}
