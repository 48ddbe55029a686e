import { Base } from './base.js'
import { inject } from '@duckshift/runtime'
import { repositoryOn, transactionOn } from '@duckshift/runtime/compat/neo'
import { connectionAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

class Named extends Base {
  readonly name: string = 'items'
}

export class Items extends Named {
  async swap(a: number, b: number): Promise<void> {
    const items = repositoryOn(ItemsRepository, this.connection)
    await transactionOn(this.connection, async () => {
      await items.updateIdById(a)
      await items.updateIdByIdForSwap(a, b)
      await items.updateIdByIdForSwap2(b)
    })
  }
}

export const open = async () => new Items(await inject(connectionAccessor)())
