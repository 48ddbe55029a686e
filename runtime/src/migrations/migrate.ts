import * as crypto from 'node:crypto'
import * as disk from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Database } from '../database.js'
import { MigrationError } from './migration-error.js'

/** One step of the schema. Its `up` runs in a transaction of its own, together with the record that it ran. */
export interface Migration {
  /** Unique; migrations run in the order of their names. */
  readonly name: string
  readonly up: (db: Database) => Promise<unknown>
  readonly down?: (db: Database) => Promise<unknown>
  /** Changes when the migration's content does. A change after it was applied is refused. */
  readonly checksum?: string
}

export interface MigrationOptions {
  /** A folder of `NAME.sql` (with `NAME.down.sql` beside it) and `NAME.js|mjs|ts` files, or the migrations themselves. */
  readonly migrations: string | readonly Migration[]
  /** Where applied migrations are recorded. Default `schema_migrations`. */
  readonly table?: string
}

export interface MigrationStatus {
  readonly applied: readonly string[]
  readonly pending: readonly string[]
}

/**
 * Applies pending migrations and returns their names. Safe to run from several places at once: they take turns, and
 * each migration runs once. Throws MigrationError: `changed-migration`, `missing-migration`, `migration-failed`,
 * `no-migrations`, `umzug-missing`.
 */
export async function migrate(
  db: Database,
  options: MigrationOptions & { /** The last one to apply; default all. */ readonly to?: string },
): Promise<string[]> {
  const umzug = await open(db, options)
  const done = await attempt(() => umzug.up(options.to === undefined ? {} : { to: options.to }))
  return done.map((migration) => migration.name)
}

/** Undoes the last migration, or all down to and including `to`. Returns their names, the newest first. */
export async function rollbackMigrations(
  db: Database,
  options: MigrationOptions & { readonly to?: string },
): Promise<string[]> {
  const umzug = await open(db, options)
  const done = await attempt(() => umzug.down(options.to === undefined ? {} : { to: options.to }))
  return done.map((migration) => migration.name)
}

export async function migrationStatus(db: Database, options: MigrationOptions): Promise<MigrationStatus> {
  const umzug = await open(db, options)
  const names = (migrations: readonly { name: string }[]) => migrations.map(({ name }) => name)
  return { applied: names(await umzug.executed()), pending: names(await umzug.pending()) }
}

async function open(db: Database, options: MigrationOptions) {
  const { Umzug } = await import('umzug').catch((cause: unknown) => {
    throw new MigrationError('Migrations need the package umzug. Install it: npm install umzug.', {
      code: 'umzug-missing',
      cause,
    })
  })
  const table = options.table ?? 'schema_migrations'
  const ledger = new MigrationLedger(db, table)
  const migrations =
    typeof options.migrations === 'string' ? await readMigrations(options.migrations) : options.migrations
  await ledger.prepare()
  await ledger.verify(migrations)
  return new Umzug({
    context: db,
    logger: undefined,
    storage: {
      executed: () => ledger.names(),
      // Recorded by the ledger, in the migration's own transaction.
      logMigration: async () => undefined,
      unlogMigration: async () => undefined,
    },
    migrations: [...migrations]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((migration) => ({
        name: migration.name,
        up: () => ledger.apply(migration),
        down: () => ledger.revert(migration),
      })),
  })
}

async function attempt<R>(work: () => Promise<R>): Promise<R> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof MigrationError) throw error
    const cause = (error as { cause?: unknown }).cause ?? error
    if (cause instanceof MigrationError) throw cause
    throw new MigrationError(`A migration failed and was rolled back: ${(cause as Error).message}`, {
      code: 'migration-failed',
      cause,
    })
  }
}

/** What was applied, in a table of the database itself. */
class MigrationLedger {
  readonly #db: Database
  readonly #table: string
  readonly #name: string

  constructor(db: Database, table: string) {
    this.#db = db
    this.#name = table
    this.#table = table
      .split('.')
      .map((part) => `"${part.replaceAll('"', '""')}"`)
      .join('.')
  }

  async prepare(): Promise<void> {
    await this.#exclusively(() =>
      this.#db.transaction(async () => {
        await this.#db.script(
          `CREATE TABLE IF NOT EXISTS ${this.#table} (name VARCHAR PRIMARY KEY, checksum VARCHAR, applied_at TIMESTAMP NOT NULL)`,
        )
        // One row that every migration changes: of two runners in two transactions, DuckDB lets one commit.
        await this.#db.execute(
          `INSERT INTO ${this.#table} SELECT '', NULL, now()::TIMESTAMP WHERE NOT EXISTS (SELECT 1 FROM ${this.#table} WHERE name = '')`,
        )
      }),
    )
  }

  async names(): Promise<string[]> {
    const rows = await this.#db.query<{ name: string }>(
      `SELECT name FROM ${this.#table} WHERE name <> '' ORDER BY name`,
    )
    return rows.map((row) => row.name)
  }

  async verify(migrations: readonly Migration[]): Promise<void> {
    const known = new Map(migrations.map((migration) => [migration.name, migration]))
    if (known.size < migrations.length) {
      const name = migrations.find((migration) => known.get(migration.name) !== migration)!.name
      throw new MigrationError(`Two migrations are called "${name}". Rename one.`, {
        code: 'duplicate-migration',
      })
    }
    const applied = await this.#db.query<{ name: string; checksum: string | null }>(
      `SELECT name, checksum FROM ${this.#table} WHERE name <> '' ORDER BY name`,
    )
    for (const { name, checksum } of applied) {
      const migration = known.get(name)
      if (!migration) {
        throw new MigrationError(
          `The database has the migration "${name}", which is not here. Bring its file back.`,
          {
            code: 'missing-migration',
          },
        )
      }
      if (checksum !== null && migration.checksum !== undefined && checksum !== migration.checksum) {
        throw new MigrationError(
          `The migration "${name}" was changed after it was applied. Restore it and write a new one for the change.`,
          { code: 'changed-migration' },
        )
      }
    }
  }

  apply(migration: Migration): Promise<void> {
    return this.#exclusively(() =>
      this.#db.transaction(async () => {
        await this.#takeTurn()
        // Another runner may have been faster.
        if (await this.#isApplied(migration.name)) return
        await migration.up(this.#db)
        await this.#db.execute(`INSERT INTO ${this.#table} VALUES (?, ?, now()::TIMESTAMP)`, [
          migration.name,
          migration.checksum ?? null,
        ])
      }),
    )
  }

  revert(migration: Migration): Promise<void> {
    const { down } = migration
    if (!down) {
      throw new MigrationError(`The migration "${migration.name}" has no way down. Write its down step.`, {
        code: 'no-way-down',
      })
    }
    return this.#exclusively(() =>
      this.#db.transaction(async () => {
        await this.#takeTurn()
        if (!(await this.#isApplied(migration.name))) return
        await down(this.#db)
        await this.#db.execute(`DELETE FROM ${this.#table} WHERE name = ?`, [migration.name])
      }),
    )
  }

  async #isApplied(name: string): Promise<boolean> {
    return (await this.#db.maybeOne(`SELECT 1 FROM ${this.#table} WHERE name = ?`, [name])) !== undefined
  }

  async #takeTurn(): Promise<void> {
    await this.#db.execute(`UPDATE ${this.#table} SET applied_at = now()::TIMESTAMP WHERE name = ''`)
  }

  #exclusively<R>(work: () => Promise<R>): Promise<R> {
    return this.#db.serialize(`migrations of ${this.#name}`, work)
  }
}

/** The migrations of a folder, by name. Throws MigrationError (`no-migrations`) when the folder cannot be read. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const files = await disk.readdir(folder).catch((cause: unknown) => {
    throw new MigrationError(`The migrations folder ${folder} cannot be read. Check its path.`, {
      code: 'no-migrations',
      cause,
    })
  })
  const migrations: Migration[] = []
  for (const file of files.sort()) {
    const path = join(folder, file)
    if (file.endsWith('.sql') && !file.endsWith('.down.sql')) migrations.push(await sqlMigration(path, file))
    else if (/(?<!\.d)\.[cm]?[jt]s$/.test(file)) migrations.push(await moduleMigration(path, file))
  }
  return migrations
}

async function sqlMigration(path: string, file: string): Promise<Migration> {
  const up = await disk.readFile(path, 'utf8')
  const down = await disk.readFile(path.replace(/\.sql$/, '.down.sql'), 'utf8').catch(() => undefined)
  return {
    name: file.replace(/\.sql$/, ''),
    up: (db) => db.script(up),
    ...(down !== undefined && { down: (db: Database) => db.script(down) }),
    checksum: checksumOf(up),
  }
}

async function moduleMigration(path: string, file: string): Promise<Migration> {
  const text = await disk.readFile(path, 'utf8')
  // The CommonJS build has `require` in the place of `import`, which takes no URLs.
  const specifier = typeof require === 'function' ? path : pathToFileURL(path).href
  const load = async () => (await import(specifier)) as Pick<Migration, 'up' | 'down'>
  return {
    name: file.replace(/\.[cm]?[jt]s$/, ''),
    up: async (db) => (await load()).up(db),
    ...(/\bdown\b/.test(text) && { down: async (db: Database) => (await load()).down?.(db) }),
    checksum: checksumOf(text),
  }
}

/** Line endings aside: git may have changed them. */
function checksumOf(text: string): string {
  return crypto.createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
}
