import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DuckshiftError, findSchema, projectStatements, SqlAnalyzer, type Survey } from '@duckshift/codemods'
import type { Session } from '../session.js'
import { readWorkload } from './workload/read-workload.js'
import { makeSampleDatabase } from './workload/sample-database.js'
import { synthesise } from './workload/synthesise.js'
import { openSingleton } from './workload/target.js'
import type { Workload } from './workload/workload.js'

export interface GateDatabaseOptions {
  /** A recorded workload. */
  readonly workload?: string
  /** The database file that copies are made of; it is not written to. */
  readonly database?: string
  /** Length of a synthesised workload. */
  readonly operations: number
}

/** A workload and copies of the database to run it on, in a temporary folder. */
export class GateDatabase {
  readonly workload: Workload
  readonly #template: string
  readonly #folder: string
  #copies = 0

  private constructor(workload: Workload, template: string, folder: string) {
    this.workload = workload
    this.#template = template
    this.#folder = folder
  }

  /** Throws DuckshiftError: `no-such-database`, `bad-workload`, `no-schema`, `no-workload` (exit code 2). */
  static async open(session: Session, found: Survey, options: GateDatabaseOptions): Promise<GateDatabase> {
    const folder = mkdtempSync(join(tmpdir(), 'duckshift-gate-'))
    try {
      const template = join(folder, 'template.duckdb')
      const schema = findSchema(found.project, session.config.schema)
      if (options.database) copyDatabase(resolve(session.root, options.database), template)
      else if (schema.statements.length === 0) throw nothingToRunOn()
      const made = options.database ? undefined : await makeSampleDatabase(template, schema.statements)
      const workload = options.workload
        ? readWorkload(resolve(session.root, options.workload))
        : await synthesised(found, schema, options.operations)
      const database = new GateDatabase(withRefused(workload, made?.refused ?? []), template, folder)
      return options.workload ? database : await database.#withoutFailures()
    } catch (error) {
      rmSync(folder, { recursive: true, force: true })
      throw error
    }
  }

  /** A fresh copy's path. */
  copy(): string {
    this.#copies += 1
    const path = join(this.#folder, `copy-${this.#copies}.duckdb`)
    copyDatabase(this.#template, path)
    return path
  }

  discard(path: string): void {
    for (const file of [path, `${path}.wal`]) rmSync(file, { force: true })
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** Made-up values do not suit every statement: what fails on the singleton says nothing about the pool. */
  async #withoutFailures(): Promise<GateDatabase> {
    const path = this.copy()
    const target = await openSingleton(path)
    const operations = []
    for (const operation of this.workload.operations) {
      const isUsable = await target.run(operation).then(
        () => true,
        () => false,
      )
      if (isUsable) operations.push(operation)
    }
    await target.close()
    this.discard(path)
    if (operations.length === 0) throw nothingToRun()
    const left = this.workload.operations.length - operations.length
    const source =
      left === 0
        ? this.workload.source
        : `${this.workload.source}; ${left} operations left out, whose made-up values do not suit`
    return new GateDatabase({ ...this.workload, source, operations }, this.#template, this.#folder)
  }
}

async function synthesised(
  found: Survey,
  schema: ReturnType<typeof findSchema>,
  operations: number,
): Promise<Workload> {
  const analyzer = await SqlAnalyzer.open(schema)
  try {
    const workload = synthesise(await projectStatements(found.project, analyzer), operations)
    if (workload.operations.length === 0) throw nothingToRun()
    return workload
  } finally {
    analyzer.close()
  }
}

function withRefused(workload: Workload, refused: readonly string[]): Workload {
  const [first] = refused
  if (first === undefined) return workload
  const many = refused.length === 1 ? 'statement' : 'statements'
  const reason = first.split('\n')[0]
  return {
    ...workload,
    source: `${workload.source}; without ${refused.length} ${many} of the schema: ${reason}`,
  }
}

function copyDatabase(from: string, to: string): void {
  if (!existsSync(from)) {
    throw new DuckshiftError(`There is no database ${from}.`, {
      code: 'no-such-database',
      exitCode: 2,
      help: 'Name the file with --database, relative to the project.',
    })
  }
  cpSync(from, to)
  if (existsSync(`${from}.wal`)) cpSync(`${from}.wal`, `${to}.wal`)
}

function nothingToRunOn(): DuckshiftError {
  return new DuckshiftError('There is neither a database nor a schema to make one from.', {
    code: 'no-schema',
    exitCode: 2,
    help: 'Name a database with --database FILE, or the SQL files under "schema" in duckshift.config.ts.',
  })
}

function nothingToRun(): DuckshiftError {
  return new DuckshiftError('No statement of the code can be run as it stands.', {
    code: 'no-workload',
    exitCode: 2,
    help: 'Record what the application runs, and name the file with --workload.',
  })
}
