import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  id: number
  name: string
}

type Values = (string | number)[]

export class Forms {
  private readonly db = inject(database)

  first(id: number): Promise<Item | undefined> {
    return inject(ItemsRepository).findIdAndNameById(id)
  }

  firstOrNull(id: number): Promise<Item | null> {
    return inject(ItemsRepository).findIdAndNameByIdForFirstOrNull(id)
  }

  last(): Promise<Item | undefined> {
    return inject(ItemsRepository).findIdAndNameFirst()
  }

  async remove(id: number): Promise<boolean> {
    return (await inject(ItemsRepository).deleteById(id)) > 0
  }

  async clear(): Promise<void> {
    await inject(ItemsRepository).deleteAll()
  }

  /** What the database tells of the write is used: the statement stays. */
  async clearAndTell(): Promise<number> {
    const report = await this.told("DELETE FROM items WHERE name = ''")
    return report.rowsChanged
  }

  private told(sql: string) {
    return this.db.execute(sql)
  }
}
