import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export class Names {
  all(): Promise<{ name: string }[]> {
    return inject(ItemsRepository).listName()
  }

  async rename(id: number, name: string): Promise<void> {
    await inject(ItemsRepository).updateNameById(name, id)
  }
}

export class Counted {
  private readonly client = inject(database)

  /** It asks the client itself, which therefore stays. */
  any(sql: string) {
    return this.client.query<{ n: bigint }>(sql)
  }

  all(): Promise<{ n: bigint }[]> {
    return inject(ItemsRepository).countAll()
  }
}

export async function clean(): Promise<void> {
  await inject(ItemsRepository).deleteByName()
  await inject(ItemsRepository).updatePriceByPriceBelow()
}
