import { inject } from '@duckshift/runtime'
import { ItemsRepository } from '../src/repositories/items-repository'

async function report(): Promise<void> {
  const rows = await inject(ItemsRepository).countAll()
  console.log(rows[0]!.n)
}

void report()
