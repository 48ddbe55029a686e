import { inject, ConstraintError, retry } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { guard } from './breakers.js'

export async function rates(): Promise<string> {
  try {
    return await retry(async () => {
      const response = await guard('rates.example', () => fetch('https://rates.example/today'))
      return await response.text()
    }, {
      attempts: 3,
      delayMs: 50,
      jitter: 'none',
      when: () => true,
      budget: false,
    })
  } catch (error) {
    throw new Error('Failed to load the rates', { cause: error })
  }
}

export async function clear(id: number): Promise<number> {
  return retry(() => inject(ItemsRepository).deleteById(id), {
    attempts: 5,
    delayMs: 5,
    factor: 1,
    jitter: 'none',
    when: (error) => !(error instanceof ConstraintError),
    budget: false,
  })
}
