import { createToken, inject } from './container/container.js'
import type { Database } from './database.js'

/** The application's database, for repositories that name no other. Provide it once: `Container.application.provide(defaultDatabase, () => db)`. */
export const defaultDatabase = createToken<Database>('defaultDatabase')

/** The data access of one part of the application. Made by a container: `inject(ModelsRepository)`. */
export abstract class Repository {
  protected readonly db: Database

  constructor(db: Database = inject(defaultDatabase)) {
    this.db = db
  }
}
