import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function setPrice(id: number, price: number): Promise<void> {
  const items = inject(ItemsRepository)
  try {
    await items.updatePriceById(price, id)
  } catch (err) {
    throw new Error('Failed to set the price', { cause: err })
  }
}

export async function addItem(id: number, name: string): Promise<void> {
  const items = inject(ItemsRepository)
  try {
    await items.insert(id, name)
  } catch (e: any) {
    // the message is shown to people
    throw new Error(`Failed to add "${name}": ${e.message}`, { cause: e }) // as it is
  }
}

export async function removeItem(id: number): Promise<void> {
  const items = inject(ItemsRepository)
  try {
    await items.deleteById(id)
  } catch (error) {
    throw new Error('Failed to remove the item', { cause: error })
  }
}

export async function renameItem(id: number, name: string): Promise<void> {
  const items = inject(ItemsRepository)
  try {
    await items.updateNameById(name, id)
  } catch (error) {
    const failed = new TypeError(
      'Failed to rename ' + id,
      { cause: error }, // with the id
    )
    failed.name = 'RenameError'
    throw failed
  }
}

export function count(): Promise<number> {
  return inject(ItemsRepository).countAll()
    .then((rows) => Number(rows[0]!.n))
    .catch((reason) => {
      throw new RangeError('Failed to count', { cause: reason })
    })
}

export function names(): Promise<string[]> {
  return inject(ItemsRepository).listName()
    .then(
      (rows) => rows.map((row) => row.name),
      (error) => Promise.reject(new Error('Failed to list', { cause: error })),
    )
}

export async function either(id: number): Promise<void> {
  try {
    await addItem(id, 'either')
  } catch (cause) {
    throw cause instanceof TypeError ? cause : new Error('Failed either way', { cause })
  }
}

export async function nested(id: number): Promise<void> {
  try {
    await addItem(id, 'nested')
  } catch (outer) {
    try {
      await removeItem(id)
    } catch (inner) {
      throw new Error('Failed to clean up', { cause: inner })
    }
    throw new Error('Failed, and cleaned up', { cause: outer })
  }
}

export function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (e) {
    throw Error('Failed to parse', { cause: e })
  }
}

export function withoutMessage(text: string): number {
  try {
    return Number(BigInt(text))
  } catch (e) {
    throw new Error(undefined, { cause: e })
  }
}

export function withCallback(text: string, done: (error: Error | null, value?: unknown) => void): void {
  try {
    done(null, JSON.parse(text))
  } catch (e) {
    done(new Error('Failed to parse for the callback', { cause: e }))
  }
}

export function parsedLines(path: string): unknown {
  try {
    return JSON.parse(path)
  } catch (error) {
    throw new Error(
      `The file ${path} holds no JSON; it may have been cut off while it was written.`,
      { cause: error },
    )
  }
}

export function baseOf(raw: string): URL {
  const base = raw.trim()
  try {
    return new URL(base)
  } catch (error) {
    throw new Error(`Expected a URL, got ${raw}`, { cause: error })
  }
}
