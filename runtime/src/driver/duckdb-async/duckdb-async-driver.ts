import * as fs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { classifyError } from '../../errors/classify-error.js'
import { DatabaseError } from '../../errors/database-error.js'
import type { Driver } from '../driver.js'
import type { OpenDriver } from '../intercepted-driver.js'
import { configOf, type NeoDriverOptions, prepareInstance } from '../neo-driver.js'
import { DuckDbAsyncConnection, type OldConnection } from './duckdb-async-connection.js'

interface OldDatabase {
  connect(): Promise<OldConnection>
  exec(sql: string): Promise<void>
  close(): Promise<void>
}

/** The package's module: what `import('duckdb-async')` gives. */
export interface DuckDbAsyncModule {
  readonly Database: { create(path: string, settings?: Record<string, string>): Promise<OldDatabase> }
}

interface Instance {
  readonly database: Promise<OldDatabase>
  users: number
}

const instances = new Map<string, Instance>()
const closings = new Map<string, Promise<unknown>>()

/**
 * The deprecated `duckdb-async` as the driver, where it is installed: for machines the current one has no binary for. It
 * cannot interrupt, and a stream is read whole; see the runtime's README. Without `module` the package is imported.
 */
export function duckdbAsync(module?: DuckDbAsyncModule): OpenDriver {
  return async (path, options) => {
    const { Database } = module ?? (await importPackage())
    const key = keyOf(path)
    await closings.get(key)
    // Two instances on one file in one process lose rows.
    const instance = instances.get(key) ?? { database: open(Database, path, options), users: 0 }
    if (key !== ':memory:') instances.set(key, instance)
    instance.users += 1
    let database: OldDatabase
    try {
      database = await instance.database
    } catch (error) {
      instances.delete(key)
      throw classifyError(error)
    }
    let isOpen = true
    const driver: Driver = {
      async connect() {
        try {
          return new DuckDbAsyncConnection(await database.connect())
        } catch (error) {
          throw classifyError(error)
        }
      },
      close() {
        if (!isOpen) return
        isOpen = false
        instance.users -= 1
        if (instance.users === 0) close(key, instance, database)
      },
    }
    await prepareInstance(driver, options)
    return driver
  }
}

function open(
  Database: DuckDbAsyncModule['Database'],
  path: string,
  options: NeoDriverOptions,
): Promise<OldDatabase> {
  return Database.create(path, { ...configOf(options) })
}

/** What is not collected yet keeps the old instance alive: it must have nothing left to write when the next one opens. */
function close(key: string, instance: Instance, database: OldDatabase): void {
  if (instances.get(key) === instance) instances.delete(key)
  const closing = database
    .exec('CHECKPOINT')
    .catch(() => undefined)
    .then(() => database.close())
    .catch(() => undefined)
  closings.set(key, closing)
  void closing.then(() => {
    if (closings.get(key) === closing) closings.delete(key)
  })
}

function keyOf(path: string): string {
  if (path === '' || path.startsWith(':memory:')) return ':memory:'
  try {
    return fs.realpathSync(path)
  } catch {
    return join(realpathOfFolder(dirname(path)), basename(path))
  }
}

function realpathOfFolder(folder: string): string {
  try {
    return fs.realpathSync(folder)
  } catch {
    return folder
  }
}

async function importPackage(): Promise<DuckDbAsyncModule> {
  const name = 'duckdb-async'
  try {
    return (await import(name)) as DuckDbAsyncModule
  } catch (cause) {
    throw new DatabaseError(
      'The driver duckdb-async is not installed. Install it, or leave the option "driver" out for the current driver.',
      { code: 'not-supported', cause },
    )
  }
}
