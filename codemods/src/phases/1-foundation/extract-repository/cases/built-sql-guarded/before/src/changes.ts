import { getClient } from './db.js'

const NONE = 'none'

interface Changes {
  name?: string
  price?: number | null
  category?: string
}

interface Item {
  id: number
  name: string
}

/** Nothing is sent where nothing is to be changed. */
export async function update(id: number, name?: string, category?: string): Promise<void> {
  const sets: string[] = []
  const values: unknown[] = []
  if (name !== undefined) {
    sets.push('name = ?')
    values.push(name)
  }
  if (category !== undefined) {
    sets.push('category = ?')
    values.push(category)
  }
  // Nothing to do.
  if (sets.length === 0) return
  values.push(id)
  await getClient().execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, values)
}

/** What it answers instead is its own matter. */
export async function patch(id: number, changes: Changes): Promise<{ status: number; changed?: number }> {
  const db = getClient()
  const sets: string[] = []
  const values: unknown[] = []
  if (changes.name) {
    sets.push('name = ?')
    values.push(changes.name)
  }
  if (changes.price !== undefined && changes.price !== null) {
    sets.push('price = ?')
    values.push(changes.price as number)
  }
  if (changes.category !== undefined) {
    sets.push('category = ?')
    values.push(changes.category === '' ? NONE : changes.category)
  }
  if (!sets.length) {
    console.warn('nothing to change')
    return { status: 400 }
  }
  sets.push('created_at = now()')
  const changed = await db.execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, [...values, id])
  return { status: 200, changed }
}

/** What is there anyway counts. */
export async function touch(id: number, changes: Changes): Promise<void> {
  const sets = ['created_at = now()']
  const values: unknown[] = []
  if (changes.name === NONE) {
    sets.push('name = NULL')
  } else if (changes.name) {
    sets.push('name = ?')
    values.push(changes.name)
  }
  if (sets.length <= 1) throw new Error(`Nothing to change in ${id}`)
  await getClient().execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, [...values, id])
}

/** Parts in parts, and a text. */
export async function find(wanted: Changes | undefined, isAll: boolean): Promise<Item[]> {
  let where = ''
  const values: unknown[] = []
  if (wanted) {
    if (wanted.name) {
      where += ' AND name = ?'
      values.push(wanted.name)
    }
    if (wanted.category) {
      where += ' AND category = ?'
      values.push(wanted.category)
    }
  }
  if (!(where !== '') && !isAll) return []
  return getClient().query<Item>(`SELECT id, name FROM items WHERE 1 = 1${where}`, values)
}

/** The call stands in what is asked. */
export class Items {
  async change(id: number, { name, price, category }: Changes): Promise<void> {
    const sets: string[] = []
    const values: unknown[] = []
    if (name) {
      sets.push('name = ?')
      values.push(name)
    }
    if (price != null) {
      sets.push('price = ?')
      values.push(price)
    }
    if (category) {
      sets.push('category = ?')
      values.push(category)
    }
    if (id > 0 && sets.length > 0) {
      values.push(id)
      await getClient().execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, values)
    }
  }
}

/** What it asks is of something else. */
export async function named(changes: Changes, least: number): Promise<Item[]> {
  const parts = ['price >= ?']
  const values: unknown[] = [least]
  if (changes.name) {
    parts.push('name = ?')
    values.push(changes.name)
  }
  if (changes.category === NONE) return []
  return getClient().query<Item>(`SELECT id, name FROM items WHERE ${parts.join(' AND ')}`, values)
}

/** Two statements of one guard, of each turn. */
export async function both(all: readonly { name?: string; category?: string }[]) {
  const db = getClient()
  const found: Item[] = []
  for (const { name, category } of all) {
    const parts: string[] = []
    const values: unknown[] = []
    if (name) {
      parts.push('name = ?')
      values.push(name)
    }
    if (category) {
      parts.push('category = ?')
      values.push(category)
    }
    if (parts.length === 0) continue
    const where = parts.join(' AND ')
    const [count] = await db.query<{ n: number }>(`SELECT count(*)::INTEGER AS n FROM items WHERE ${where}`, values)
    const items = await db.query<Item>(`SELECT id, name FROM items WHERE ${where} ORDER BY id`, values)
    if (count?.n === items.length) found.push(...items)
  }
  return found
}
