import { getClient } from './db.js'

class Wrapped extends Error {
  constructor(
    message: string,
    readonly inner: unknown,
  ) {
    super(message)
  }
}

class Bare extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

export async function told(id: number): Promise<void> {
  try {
    await getClient().execute('DELETE FROM items WHERE id = ?', [id])
  } catch (error) {
    if (id === 1) throw error
    if (id === 2) throw new Error('Failed', { cause: error })
    if (id === 3) throw new Wrapped('Failed', error)
    const failed = new Error('Failed')
    failed.cause = error
    throw failed
  }
}

export async function outside(id: number): Promise<void> {
  if (id < 0) throw new Error('Failed: no such id')
  await getClient().execute('DELETE FROM items WHERE id = ?', [id])
}

export async function later(id: number, defer: (work: () => void) => void): Promise<void> {
  try {
    await getClient().execute('DELETE FROM items WHERE id = ?', [id])
  } catch (error) {
    console.error(error)
    defer(() => {
      throw new Error('Failed later')
    })
  }
}

export async function destructured(id: number): Promise<void> {
  try {
    await getClient().execute('DELETE FROM items WHERE id = ?', [id])
  } catch ({ message }: any) {
    throw new Error(`Failed: ${message}`)
  }
}

export async function noPlace(id: number): Promise<void> {
  try {
    await getClient().execute('DELETE FROM items WHERE id = ?', [id])
  } catch (error) {
    throw new Bare(500, 'Failed')
  }
}

export async function shadowed(id: number): Promise<void> {
  try {
    await getClient().execute('DELETE FROM items WHERE id = ?', [id])
  } catch (error) {
    console.error(error)
    for (const error of ['a', 'b']) {
      if (id > 1) throw new Error(`Failed: ${error}`)
    }
  }
}

export async function spread(id: number, words: [string]): Promise<void> {
  try {
    await getClient().execute('DELETE FROM items WHERE id = ?', [id])
  } catch (error) {
    throw new Error(...words)
  }
}
