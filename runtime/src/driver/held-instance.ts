import * as disk from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import * as timers from 'node:timers/promises'
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

type Api = typeof import('@duckdb/node-api')
type Settings = Readonly<Record<string, string>> | undefined

/** An instance of the driver that others may hold, too: it closes when nobody holds it and no connection is open. */
export interface HeldInstance {
  connect(): Promise<DuckDBConnection>
  close(): void
}

/**
 * Opens a database, or takes the instance that this process has open: a second one on the same file loses committed
 * rows. A file that has taken the place of the one that is open, or its name after it was deleted, is another database.
 * So is one that only one of the two opens to write.
 */
export async function holdInstance(api: Api, path: string, settings: Settings): Promise<HeldInstance> {
  const name = await nameOf(path)
  if (name === undefined) {
    const instance = isInMemory(path)
      ? api.DuckDBInstance.create(path, copyOf(settings))
      : fromCache(api, path, settings)
    return held(new Opened(instance, settings, undefined))
  }
  const filePath = name === path ? undefined : path
  const [own, other] = isReading(settings) ? [`r ${name}`, `w ${name}`] : [`w ${name}`, `r ${name}`]
  const hold = (opening: Promise<DuckDBInstance>) => {
    const entry = new Opened(opening, settings, filePath)
    opened.set(own, entry)
    return held(entry)
  }
  const create = () => hold(api.DuckDBInstance.create(path, copyOf(settings)))
  let hasWaited = false
  /** What closes may still write. */
  const waitFor = async ({ closed }: Opened) => {
    hasWaited = true
    await Promise.race([closed, timers.setTimeout(longestCloseMs, undefined, { ref: false })])
  }
  for (;;) {
    const known = opened.get(own)
    const beside = opened.get(other)
    if (known) {
      const instance = await known.instance.catch(() => undefined)
      const isSame = filePath === undefined || !isOther(known.file, await fileAt(filePath))
      // It may have closed, or been followed by another, meanwhile.
      if (!instance || known.users === 0 || opened.get(own) !== known) continue
      if (isSame) {
        warnOfSettings(path, known.settings, settings)
        return held(known)
      }
      if (known.holders > 0 || hasWaited) return create()
      await waitFor(known)
    } else if (!beside) return hold(fromCache(api, path, settings))
    else if (beside.holders > 0 || hasWaited) return create()
    else await waitFor(beside)
  }
}

const longestCloseMs = 1_000
const opened = new Map<string, Opened>()

class Opened {
  readonly instance: Promise<DuckDBInstance>
  readonly settings: Settings
  readonly closed: Promise<void>
  /** The file, whatever it is called; known with the instance. */
  file: OpenFile | undefined
  /** Who holds it, and open connections. */
  users = 0
  holders = 0
  #noteClosed!: () => void

  constructor(opening: Promise<DuckDBInstance>, settings: Settings, path: string | undefined) {
    this.instance = this.#identified(opening, path)
    this.settings = settings
    this.closed = new Promise((resolve) => {
      this.#noteClosed = resolve
    })
  }

  /** Nobody may have the instance before its file is known: whoever opens it at the same time would take it for another. */
  async #identified(opening: Promise<DuckDBInstance>, path: string | undefined): Promise<DuckDBInstance> {
    const instance = await opening
    if (path !== undefined) this.file = await fileAt(path)
    return instance
  }

  release(instance?: DuckDBInstance): void {
    this.users -= 1
    if (this.users > 0) return
    for (const [key, known] of opened) if (known === this) opened.delete(key)
    instance?.closeSync()
    this.#noteClosed()
  }
}

async function held(entry: Opened): Promise<HeldInstance> {
  entry.users += 1
  entry.holders += 1
  let instance: DuckDBInstance
  try {
    instance = await entry.instance
  } catch (error) {
    entry.holders -= 1
    entry.release()
    throw error
  }
  let isHeld = true
  return {
    async connect() {
      entry.users += 1
      try {
        const connection = await instance.connect()
        whenClosed(connection, () => entry.release(instance))
        return connection
      } catch (error) {
        entry.release(instance)
        throw error
      }
    },
    close() {
      if (!isHeld) return
      isHeld = false
      entry.holders -= 1
      entry.release(instance)
    },
  }
}

const abandoned = new FinalizationRegistry<() => void>((end) => end())

/** Calls `then` once, when the connection is closed or nobody has it any more. */
function whenClosed(connection: DuckDBConnection, then: () => void): void {
  const end = once(then)
  abandoned.register(connection, end)
  const disconnect = connection.disconnectSync
  connection.disconnectSync = () => {
    disconnect.call(connection)
    end()
  }
}

/** Made where no connection is known: what a closure's function knows lives as long as the closure. */
function once(then: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) then()
    isDone = true
  }
}

function isInMemory(path: string): boolean {
  return path === '' || path === ':memory:'
}

/** What tells databases apart: the whole path of a file, the name of one in memory; undefined where each is its own. */
async function nameOf(path: string): Promise<string | undefined> {
  if (isInMemory(path)) return undefined
  if (path.startsWith(':memory:')) return path
  if (/^[a-z]\w+:/i.test(path)) return undefined
  const whole = resolve(path)
  const folder = (await ofDisk(() => disk.realpath(dirname(whole)))) ?? dirname(whole)
  return `file ${(await ofDisk(() => disk.realpath(whole))) ?? join(folder, basename(whole))}`
}

/** Undefined where the disk does not tell, and where a test has put something else in the place of `node:fs`. */
async function ofDisk<Fact>(ask: () => Promise<Fact>): Promise<Fact | undefined> {
  try {
    return await ask()
  } catch {
    return undefined
  }
}

interface OpenFile {
  readonly id: string
  /** Zero where the file system does not tell. */
  readonly bornNs: bigint
}

async function fileAt(path: string): Promise<OpenFile | undefined> {
  const found = await ofDisk(() => disk.stat(path, { bigint: true }))
  return found && { id: `${found.dev}:${found.ino}`, bornNs: found.birthtimeNs }
}

/** In doubt it is the same: a second instance on one file loses rows. */
function isOther(opened: OpenFile | undefined, now: OpenFile | undefined): boolean {
  if (!opened || opened.id === now?.id) return false
  return !now || now.bornNs === 0n || now.bornNs !== opened.bornNs
}

function copyOf(settings: Settings): Record<string, string> | undefined {
  return settings && { ...settings }
}

function isReading(settings: Settings): boolean {
  return settings?.access_mode?.toUpperCase() === 'READ_ONLY'
}

function warnOfSettings(path: string, first: Settings = {}, second: Settings = {}): void {
  const ignored = Object.keys(second).filter((name) => first[name] !== second[name])
  if (ignored.length === 0) return
  process.emitWarning(
    `${path} is open already, with other settings: ${ignored.join(', ')} of the second opening do not apply. Open it with the same settings everywhere.`,
    { type: 'DuckshiftWarning', code: 'other-settings' },
  )
}

const everOpened = new Set<string>()
const firstWaitMs = 100
const longestWaitMs = 5_000

/**
 * The instance that the process has open, also by code that asks the driver itself. DuckDB waits for a database that
 * was closed and that something still keeps; what nobody has any more is kept until it is collected.
 */
function fromCache(api: Api, path: string, settings: Settings): Promise<DuckDBInstance> {
  const opening = api.DuckDBInstance.fromCache(path, copyOf(settings))
  const wasOpen = everOpened.has(path)
  everOpened.add(path)
  let waitMs = firstWaitMs
  let timer: NodeJS.Timeout | undefined
  const collect = async () => {
    await collectGarbage()
    // A first opening may take as long, over a network or on a busy machine.
    if (waitMs >= longestWaitMs && wasOpen)
      process.emitWarning(
        `${path} was closed while a connection or a result of it is in use, and opens again only when that is closed.`,
        { type: 'DuckshiftWarning', code: 'still-open' },
      )
    waitMs *= 2
    if (waitMs <= longestWaitMs * 2) wait()
  }
  const wait = () => {
    timer = setTimeout(() => void collect(), waitMs)
    timer.unref()
  }
  wait()
  const done = () => {
    waitMs = Number.POSITIVE_INFINITY
    clearTimeout(timer)
  }
  opening.then(done, done)
  return opening
}

async function collectGarbage(): Promise<void> {
  try {
    const { Session } = await import('node:inspector/promises')
    const session = new Session()
    session.connect()
    await session.post('HeapProfiler.collectGarbage')
    session.disconnect()
  } catch {
    // Without an inspector it is collected in its own time.
  }
}
