import { getClient } from './db.js'

export async function setPrice(id: number, price: number): Promise<void> {
  const db = getClient()
  try {
    await db.execute('UPDATE items SET price = ? WHERE id = ?', [price, id])
  } catch (err) {
    throw new Error('Failed to set the price')
  }
}

export async function addItem(id: number, name: string): Promise<void> {
  const db = getClient()
  try {
    await db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
  } catch (e: any) {
    // the message is shown to people
    throw new Error(`Failed to add "${name}": ${e.message}`) // as it is
  }
}

export async function removeItem(id: number): Promise<void> {
  const db = getClient()
  try {
    await db.execute('DELETE FROM items WHERE id = ?', [id])
  } catch {
    throw new Error('Failed to remove the item')
  }
}

export async function renameItem(id: number, name: string): Promise<void> {
  const db = getClient()
  try {
    await db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  } catch (error) {
    const failed = new TypeError(
      'Failed to rename ' + id, // with the id
    )
    failed.name = 'RenameError'
    throw failed
  }
}

export function count(): Promise<number> {
  return getClient()
    .query<{ n: bigint }>('SELECT count(*) AS n FROM items')
    .then((rows) => Number(rows[0]!.n))
    .catch((reason) => {
      throw new RangeError('Failed to count')
    })
}

export function names(): Promise<string[]> {
  return getClient()
    .query<{ name: string }>('SELECT name FROM items ORDER BY name')
    .then(
      (rows) => rows.map((row) => row.name),
      () => Promise.reject(new Error('Failed to list')),
    )
}

export async function either(id: number): Promise<void> {
  try {
    await addItem(id, 'either')
  } catch (cause) {
    throw cause instanceof TypeError ? cause : new Error('Failed either way')
  }
}

export async function nested(id: number): Promise<void> {
  try {
    await addItem(id, 'nested')
  } catch (outer) {
    try {
      await removeItem(id)
    } catch (inner) {
      throw new Error('Failed to clean up')
    }
    throw new Error('Failed, and cleaned up')
  }
}

export function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (e) {
    throw Error('Failed to parse')
  }
}

export function withoutMessage(text: string): number {
  try {
    return Number(BigInt(text))
  } catch (e) {
    throw new Error()
  }
}

export function withCallback(text: string, done: (error: Error | null, value?: unknown) => void): void {
  try {
    done(null, JSON.parse(text))
  } catch (e) {
    done(new Error('Failed to parse for the callback'))
  }
}

export function parsedLines(path: string): unknown {
  try {
    return JSON.parse(path)
  } catch (error) {
    throw new Error(
      `The file ${path} holds no JSON; it may have been cut off while it was written.`,
    )
  }
}

export function baseOf(raw: string): URL {
  const base = raw.trim()
  try {
    return new URL(base)
  } catch {
    throw new Error(`Expected a URL, got ${raw}`)
  }
}
