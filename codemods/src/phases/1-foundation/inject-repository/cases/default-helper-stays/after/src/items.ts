import { inject } from '@duckshift/runtime'
import { pageAccessor } from './database.js'

export async function above(id: number): Promise<unknown[]> {
  const { rows } = await inject(pageAccessor)('SELECT id, name FROM items WHERE id > ?', [id])
  return rows
}
