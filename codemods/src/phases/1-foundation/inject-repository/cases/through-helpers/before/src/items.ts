import { page, query, queryOne, run, runMany } from './db.js'

export interface Item {
  id: number
  name: string
}

export async function named(name: string): Promise<Item[]> {
  // The index is on the name.
  return query<Item>('SELECT id, name FROM items WHERE name = ?', [name])
}

export async function one(id: number) {
  const item = await queryOne<Item>('SELECT id, name FROM items WHERE id = ?', [id])
  return item?.name
}

export async function rename(id: number, name: string): Promise<void> {
  await run('UPDATE items SET name = ? WHERE id = ?', [name, id])
}

/** A value in the text becomes a parameter: the helper gives what it takes to the driver. */
export async function cheaperThan(price: number) {
  const rows = await query<{ id: number }>(`SELECT id FROM items WHERE price < ${price}`)
  return rows.map((row) => row.id)
}

/** Of a table that no schema tells of. */
export const visits = () => query('SELECT * FROM visits')

export async function both() {
  const [items, customers] = await Promise.all([
    query<{ n: number }>('SELECT count(*) AS n FROM items'),
    query<{ n: number }>('SELECT count(*) AS n FROM customers'),
  ])
  return [items[0]?.n, customers[0]?.n]
}

/** Put together at run time: it stays. */
export function sorted(column: string) {
  return query<Item>(`SELECT id, name FROM items ORDER BY ${column}`)
}

/** Nobody waits for it: it stays. */
export function touch(id: number): void {
  void run('UPDATE items SET price = price WHERE id = ?', [id])
}

export const first = () => page('SELECT * FROM items')

export async function fromFile(path: string) {
  return query('SELECT * FROM read_csv(?)', [path])
}

/** Values in a variable of their own go with it. */
export async function priced(low: number, high: number) {
  const sql = 'SELECT id FROM items WHERE price BETWEEN ? AND ?'
  const params = [low, high]
  return query<{ id: number }>(sql, params)
}

/** A list that grows stays. */
export async function some(low: number, name?: string) {
  const params: (string | number)[] = [low]
  if (name) params.push(name)
  return query<{ id: number }>('SELECT id FROM items WHERE price > ? AND name = ?', params)
}

const session = { user: 'a' }

async function refresh() {
  session.user = 'b'
}

/** What may change meanwhile is read before. */
export async function byUser(low: number) {
  const params = [low, session.user]
  await refresh()
  return query<{ id: number }>('SELECT id FROM items WHERE price > ? AND name = ?', params)
}

/** The same list each time. */
export async function repeated(page: { low: number }) {
  const found: { id: number }[] = []
  const params = [page.low]
  while (found.length < 3) {
    found.push(...(await query<{ id: number }>('SELECT id FROM items WHERE price > ? LIMIT 1', params)), { id: page.low })
    page.low += 10
  }
  return found
}

export async function explained(name: string) {
  // Names are not unique.
  const params = [name]
  return query<{ id: number }>('SELECT id FROM items WHERE name = ? ORDER BY id', params)
}

export async function addAll(names: string[]) {
  await runMany('INSERT INTO items (name) VALUES (?)', names.map((name) => [name]))
  await runMany('INSERT INTO customers (id) VALUES (?)', [[8], [9]])
  await runMany('DELETE FROM customers WHERE id = ?', [[8], [9]])
  await runMany('DELETE FROM visits WHERE id = ?', [[8], [9]])
}
