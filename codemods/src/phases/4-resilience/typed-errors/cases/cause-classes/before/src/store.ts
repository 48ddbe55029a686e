import { getClient } from './db.js'
import { AnyArguments, LoadError, PriceError, SaveError, StoreError } from './errors.js'

export async function price(id: number): Promise<number> {
  const db = getClient()
  try {
    const rows = await db.query<{ price: number }>('SELECT price FROM items WHERE id = ?', [id])
    return rows[0]!.price
  } catch (err) {
    throw new PriceError('Failed to read the price', 'E_PRICE')
  }
}

export async function save(id: number, name: string): Promise<void> {
  const db = getClient()
  try {
    await db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
  } catch (err) {
    if (id < 0) throw new StoreError('Failed to save', 'E_SAVE')
    if (id === 0) throw new LoadError('Failed to load', { id })
    if (id === 1) throw new LoadError('Failed to load')
    if (id === 2) throw new AnyArguments('Failed, anyhow')
    throw new SaveError('Failed to save')
  }
}
