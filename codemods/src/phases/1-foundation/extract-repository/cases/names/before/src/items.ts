import { getClient } from './db.js'

enum Category {
  Tool = 'tool',
}

const MOST_SHOWN = 20

export async function tag(line: string): Promise<void> {
  const [id, tag] = line.split(' ')
  await getClient().execute('INSERT INTO tags VALUES (?, ?)', [Number(id), tag!.trim()])
}

export async function add(id: number, price: number | null, names: readonly string[]): Promise<void> {
  await getClient().execute('INSERT INTO items (id, price, name) VALUES (?, coalesce(?, 0), upper(?))', [
    id,
    price,
    names.join(' '),
  ])
}

export async function toTool(id: number): Promise<void> {
  await getClient().execute('UPDATE items SET category = ? WHERE id = ?', [Category.Tool, id])
}

export async function toToy(id: number): Promise<void> {
  await getClient().execute("UPDATE items SET category = 'toy' WHERE id = ?", [id])
}

export function toys() {
  return getClient().query("SELECT id, name FROM items WHERE category = 'toy' ORDER BY id LIMIT ?", [MOST_SHOWN])
}

export function firstToy() {
  return getClient().query("SELECT * FROM items WHERE category = 'toy' ORDER BY id LIMIT 1")
}

export async function isKnown(name: string): Promise<boolean> {
  const found = await getClient().query('SELECT 1 AS x FROM items WHERE name = ?', [name])
  return found.length > 0
}
