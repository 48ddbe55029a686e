import { Shelf } from './shelf.js'

export async function titles(): Promise<string[]> {
  const shelf = new Shelf('books.duckdb')
  await shelf.open()
  return shelf.titles()
}
