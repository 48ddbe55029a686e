import { inject, retry } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function total(retries = 2): Promise<unknown> {
  return retry(() => inject(ItemsRepository).countAll(), {
    attempts: retries + 1,
    delayMs: 50,
    factor: 1,
    jitter: 'none',
    when: () => true,
    budget: false,
  })
}
