import type { Database } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export class Names {
  readonly #client: Database

  constructor(client: Database) {
    this.#client = client
  }

  async all(): Promise<string[]> {
    const rows = await new ItemsRepository(this.#client).listName()
    return rows.map(({ name }) => name)
  }
}
