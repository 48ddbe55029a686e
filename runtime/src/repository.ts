import { type BatchedRead, type BatchedReadOptions, batchedRead } from './batch/batched-read.js'
import { type BatchedWrite, type BatchedWriteOptions, batchedWrite } from './batch/batched-write.js'
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

  /**
   * Makes one query of the single reads of one turn of the event loop:
   *
   *     readonly #byId = this.batch((ids: readonly number[]) => this.db.query<Model>(sql, [ids]), { keyOf: (row) => row.id })
   *     findById(id: number) { return this.#byId(id) }
   */
  protected batch<K, R>(
    readAll: (keys: readonly K[]) => Promise<readonly R[]>,
    options: BatchedReadOptions<K, R>,
  ): BatchedRead<K, R> {
    return batchedRead(readAll, options)
  }

  /** Commits the single writes of one turn together: `this.batchWrite((rows) => this.db.append('models', rows))`. */
  protected batchWrite<T>(
    writeAll: (items: readonly T[]) => Promise<unknown>,
    options?: BatchedWriteOptions,
  ): BatchedWrite<T> {
    return batchedWrite(this.db, writeAll, options)
  }
}
