import { getClient } from './db.js'

const DUPLICATE = /duplicate key/i

export async function add(id: number, name: string): Promise<string> {
  const db = getClient()
  try {
    await db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
    return 'added'
  } catch (err: any) {
    if (err.message.includes('Constraint Error')) return 'refused'
    throw err
  }
}

export async function addOnce(id: number, name: string): Promise<boolean> {
  const db = getClient()
  try {
    await db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
    return true
  } catch (error) {
    if (error instanceof Error && DUPLICATE.test(error.message)) return false
    throw error
  }
}

export async function tag(id: number, word: string): Promise<'new' | 'known' | 'other'> {
  const db = getClient()
  try {
    await db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, word])
    return 'new'
  } catch (e) {
    const message = e instanceof Error ? e.message : String(e)
    if (message.includes('Duplicate key') || message.includes('violates primary key')) return 'known'
    return 'other'
  }
}

export async function rename(id: number, name: string | null): Promise<string> {
  const db = getClient()
  try {
    await db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
    return 'renamed'
  } catch (e) {
    const text = String(e).toLowerCase()
    // a name is needed
    return text.indexOf('not null constraint') >= 0 ? 'no name' : 'failed'
  }
}

export async function read(text: string): Promise<number | string> {
  const db = getClient()
  try {
    const rows = await db.query<{ n: number }>('SELECT ?::VARCHAR::INTEGER AS n', [text])
    return rows[0]!.n
  } catch (error) {
    if (!(error as Error).message.startsWith('Conversion Error')) throw error
    return 'no number'
  }
}

export function quiet(id: number, name: string): Promise<number> {
  return getClient()
    .execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
    .catch((error: Error) => {
      if (['Duplicate key', 'NOT NULL constraint'].some((part) => error.message.includes(part))) return 0
      if (error.message.match(/^Constraint Error/)) return -1
      throw error
    })
}

export function isDuplicate(error: unknown): boolean {
  return error instanceof Error && error.message.includes('Duplicate key')
}
