import { Shelf } from './shelf.js'

export async function titles() {
  const shelf = new Shelf('books.duckdb')
  await shelf.open()
  return shelf.titles()
}
