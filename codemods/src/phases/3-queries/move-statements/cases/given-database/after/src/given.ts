import { type Database, inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

/** Within a transaction it is given that one's database. */
export async function rename(id: number, name: string, db: Database = inject(database)): Promise<void> {
  await new ItemsRepository(db).updateNameById(name, id)
}

export class Renamer {
  constructor(private readonly db = inject(database)) {}

  async rename(id: number, name: string): Promise<void> {
    await new ItemsRepository(this.db).updateNameById(name, id)
  }
}
