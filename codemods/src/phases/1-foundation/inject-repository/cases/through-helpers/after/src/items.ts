import { inject } from '@duckshift/runtime'
import { pageAccessor, queryAccessor, runAccessor, runManyAccessor } from './database.js'
import { CustomersRepository } from './repositories/customers-repository.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { VisitsRepository } from './repositories/visits-repository.js'

export interface Item {
  id: number
  name: string
}

export async function named(name: string): Promise<Item[]> {
  // The index is on the name.
  return inject(ItemsRepository).listIdAndNameByName(name)
}

export async function one(id: number) {
  const item = await inject(ItemsRepository).findIdAndNameById(id)
  return item?.name
}

export async function rename(id: number, name: string): Promise<void> {
  await inject(ItemsRepository).updateNameById(name, id)
}

/** A value in the text becomes a parameter: the helper gives what it takes to the driver. */
export async function cheaperThan(price: number) {
  const rows = await inject(ItemsRepository).listIdByPriceBelow(price)
  return rows.map((row) => row.id)
}

/** Of a table that no schema tells of. */
export const visits = () => inject(VisitsRepository).listAll()

export async function both() {
  const [items, customers] = await Promise.all([
    inject(ItemsRepository).countAll(),
    inject(CustomersRepository).countAll(),
  ])
  return [items[0]?.n, customers[0]?.n]
}

/** Put together at run time: it stays. */
export function sorted(column: string) {
  return inject(queryAccessor)<Item>(`SELECT id, name FROM items ORDER BY ${column}`)
}

/** Nobody waits for it: it stays. */
export function touch(id: number): void {
  void inject(runAccessor)('UPDATE items SET price = price WHERE id = ?', [id])
}

export const first = () => inject(pageAccessor)('SELECT * FROM items')

export async function fromFile(path: string) {
  return inject(queryAccessor)('SELECT * FROM read_csv(?)', [path])
}

/** Values in a variable of their own go with it. */
export async function priced(low: number, high: number) {
  return inject(ItemsRepository).listIdByPriceBetween(low, high)
}

/** A list that grows stays. */
export async function some(low: number, name?: string) {
  const params: (string | number)[] = [low]
  if (name) params.push(name)
  return inject(queryAccessor)<{ id: number }>('SELECT id FROM items WHERE price > ? AND name = ?', params)
}

const session = { user: 'a' }

async function refresh() {
  session.user = 'b'
}

/** What may change meanwhile is read before. */
export async function byUser(low: number) {
  const params = [low, session.user]
  await refresh()
  return inject(queryAccessor)<{ id: number }>('SELECT id FROM items WHERE price > ? AND name = ?', params)
}

/** The same list each time. */
export async function repeated(page: { low: number }) {
  const found: { id: number }[] = []
  const params = [page.low]
  while (found.length < 3) {
    found.push(...(await inject(queryAccessor)<{ id: number }>('SELECT id FROM items WHERE price > ? LIMIT 1', params)), { id: page.low })
    page.low += 10
  }
  return found
}

export async function explained(name: string) {
  // Names are not unique.
  return inject(ItemsRepository).listIdByName(name)
}

export async function addAll(names: string[]) {
  const runMany = inject(runManyAccessor)
  await runMany('INSERT INTO items (name) VALUES (?)', names.map((name) => [name]))
  await runMany('INSERT INTO customers (id) VALUES (?)', [[8], [9]])
  await runMany('DELETE FROM customers WHERE id = ?', [[8], [9]])
  await runMany('DELETE FROM visits WHERE id = ?', [[8], [9]])
}
