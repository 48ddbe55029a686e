import { count } from './count.js'
import { inject } from '@duckshift/runtime'
import { connectionAccessor } from './database.js'

export async function items(): Promise<number> {
  return count(await inject(connectionAccessor)(), 'items')
}
