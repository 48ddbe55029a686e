import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { AnyArguments, LoadError, PriceError, SaveError, StoreError } from './errors.js'

export async function price(id: number): Promise<number> {
  const items = inject(ItemsRepository)
  try {
    const rows = await items.findPriceById(id)
    return rows[0]!.price
  } catch (err) {
    throw new PriceError('Failed to read the price', 'E_PRICE', { cause: err })
  }
}

export async function save(id: number, name: string): Promise<void> {
  const items = inject(ItemsRepository)
  try {
    await items.insert(id, name)
  } catch (err) {
    if (id < 0) throw new StoreError('Failed to save', 'E_SAVE', { cause: err })
    if (id === 0) throw new LoadError('Failed to load', { id, cause: err })
    if (id === 1) throw new LoadError('Failed to load', { cause: err })
    if (id === 2) throw new AnyArguments('Failed, anyhow', { cause: err })
    throw new SaveError('Failed to save', err)
  }
}
