import { randomUUID } from 'node:crypto'
import { constants, copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Database } from '../database.js'
import type { DatabaseOptions } from '../database-options.js'

export interface DatabaseTemplateOptions {
  /** Migrates and seeds. Runs once. */
  readonly prepare: (db: Database) => Promise<unknown>
  /** Options of the databases that are opened. */
  readonly database?: DatabaseOptions
  /** Where the files lie. Default the system's temporary folder. */
  readonly folder?: string
}

/**
 * One prepared database, and as many private copies of it as there are tests, each in milliseconds:
 *
 *     const template = await DatabaseTemplate.create({ prepare: (db) => migrate(db, { migrations }) })
 *     await using db = await template.open()
 *
 * Copies are files, not `:memory:`: DuckDB copies a file's bytes with every constraint, index, sequence and macro,
 * which COPY FROM DATABASE does not.
 */
export class DatabaseTemplate {
  readonly #folder: string
  readonly #options: DatabaseOptions
  readonly #open = new Set<Database>()

  private constructor(folder: string, options: DatabaseOptions) {
    this.#folder = folder
    this.#options = options
  }

  static async create({
    prepare,
    database = {},
    folder = tmpdir(),
  }: DatabaseTemplateOptions): Promise<DatabaseTemplate> {
    await mkdir(folder, { recursive: true })
    const own = await mkdtemp(join(folder, 'duckshift-template-'))
    const template = new DatabaseTemplate(own, database)
    try {
      const db = await Database.open(template.#path, database)
      try {
        await prepare(db)
        // Into the file, so that a copy of it is whole without its log.
        await db.execute('CHECKPOINT')
      } finally {
        await db.close()
      }
      return template
    } catch (error) {
      await template.dispose()
      throw error
    }
  }

  get #path(): string {
    return join(this.#folder, 'template.duckdb')
  }

  /** A database that starts as the template was prepared. Its file goes when it is closed. */
  async open(options: DatabaseOptions = {}): Promise<Database> {
    const path = join(this.#folder, `${randomUUID()}.duckdb`)
    await copyFile(this.#path, path, constants.COPYFILE_FICLONE)
    const db = await Database.open(path, { ...this.#options, ...options })
    this.#open.add(db)
    const close = db.close.bind(db)
    db.close = async (closing) => {
      await close(closing)
      this.#open.delete(db)
      await Promise.all([rm(path, { force: true }), rm(`${path}.wal`, { force: true })])
    }
    return db
  }

  /** Closes what is still open and removes every file. */
  async dispose(): Promise<void> {
    await Promise.all([...this.#open].map((db) => db.close()))
    await rm(this.#folder, { recursive: true, force: true })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose()
  }
}
