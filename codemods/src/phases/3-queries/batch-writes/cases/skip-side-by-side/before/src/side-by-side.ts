import { getClient } from './db.js'

/** A key that is there is refused; the others arrive all the same. */
export async function add(items: { id: number; name: string }[]): Promise<void> {
  const db = getClient()
  await Promise.all(
    items.map(({ id, name }) => db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])),
  )
}

/** A price below 0 is refused. */
export async function setPrices(prices: { id: number; price: number }[]): Promise<void> {
  const db = getClient()
  await Promise.all(
    prices.map(({ id, price }) => db.execute('UPDATE items SET price = ? WHERE id = ?', [price, id])),
  )
}

/** A shelf with books is refused. */
export async function removeShelves(ids: number[]): Promise<void> {
  const db = getClient()
  await Promise.all(ids.map((id) => db.execute('DELETE FROM shelves WHERE id = ?', [id])))
}

/** Half a page is rounded, a number too large is refused. */
export async function setPages(books: { id: number; pages: number }[]): Promise<void> {
  const db = getClient()
  await Promise.all(books.map((book) => db.execute('UPDATE books SET pages = ? WHERE id = ?', [book.pages, book.id])))
}

/** How many each removed is looked at. */
export async function counts(ids: number[]): Promise<number[]> {
  const db = getClient()
  return await Promise.all(ids.map((id) => db.execute('DELETE FROM tags WHERE item_id = ?', [id])))
}
