import { type Bump, type Generations, newGeneration } from './generations.js'
import type { RedisLink } from './redis-link.js'

/** The field that changes with every loss of Redis: what was stored before it is not read again. */
const epochField = '#epoch'
const fileField = '#file'
/** The process with the database says that it is there: what it commits is announced. */
const aliveField = '#alive'
const retrySyncMs = 200
/** Heartbeats within the longest time that memory is trusted without one. */
const beatsPerStaleness = 4

export interface GenerationSyncOptions {
  readonly namespace: string
  readonly maxStalenessMs: number
  /**
   * True in the process that has the database open: what it commits is all that is ever written, so it can rely
   * on its own account. Others only know what they hear.
   */
  readonly hasDatabase: boolean
  /** What the database file looks like, to see whether anybody wrote it since the answers in Redis were read. */
  readonly fileState: string | undefined
}

/**
 * Keeps the generations of all processes in step through Redis: one hash holds them, one channel announces each
 * bump. After every loss of a connection the epoch is renewed, because nobody knows what was missed.
 */
export class GenerationSync {
  readonly #link: RedisLink
  readonly #generations: Generations
  readonly #options: GenerationSyncOptions
  readonly #hash: string
  readonly #channel: string
  /** Own bumps on their way: until they come back, what others say of the same table is older. */
  readonly #underway = new Map<string, string>()
  readonly #stopListening: () => void
  #epoch: string | undefined
  #heard: Map<string, string>[] | undefined
  #hasSynced = false
  #isCurrent = false
  #closed = false
  /** Counts losses, so that a sync that was overtaken by one does not count. */
  #losses = 0
  #trustedUntilMs = 0
  /** When the process with the database was last heard; undefined when none was, or it has gone in good order. */
  #ownerHeardAtMs: number | undefined
  #unanswered = 0
  #retry: NodeJS.Timeout | undefined
  readonly #heartbeat: NodeJS.Timeout

  constructor(link: RedisLink, generations: Generations, options: GenerationSyncOptions) {
    this.#link = link
    this.#generations = generations
    this.#options = options
    this.#hash = `${options.namespace}:generations`
    this.#channel = `${options.namespace}:commits`
    this.#stopListening = generations.onBump((bump) => this.#publish(bump))
    link.listening.on('message', (_channel: string, message: string) => this.#hear(message))
    for (const client of [link.commands, link.listening]) {
      client.on('ready', () => void this.#sync())
      client.on('close', () => this.#lose())
      if (client.status === 'ready') void this.#sync()
    }
    this.#heartbeat = setInterval(
      () => void this.#beat(),
      Math.max(5, options.maxStalenessMs / beatsPerStaleness),
    )
    this.#heartbeat.unref()
  }

  get hasDatabase(): boolean {
    return this.#options.hasDatabase
  }

  /** Belongs in the stamp of everything stored in Redis; undefined while Redis must not be used. */
  get epoch(): string | undefined {
    return this.#isCurrent ? this.#epoch : undefined
  }

  /** Whether answers in memory may be served: the process with the database always knows what is current. */
  get isTrusted(): boolean {
    if (this.#options.hasDatabase) return true
    const now = performance.now()
    // An owner that is cut off from Redis commits what nobody hears of.
    const ownerUntilMs = (this.#ownerHeardAtMs ?? now) + this.#options.maxStalenessMs
    return this.#isCurrent && now < this.#trustedUntilMs && now < ownerUntilMs
  }

  /** Notes what the file looks like now that nobody has it open, so that the next process may go on from here. */
  async close(fileState: string | undefined): Promise<void> {
    this.#closed = true
    clearInterval(this.#heartbeat)
    clearTimeout(this.#retry)
    this.#stopListening()
    if (this.#isCurrent && fileState !== undefined) {
      const { commands } = this.#link
      await this.#link
        .within(
          commands
            .multi()
            .hset(this.#hash, fileField, fileState)
            .publish(this.#channel, messageOf(new Map([[aliveField, 'no']])))
            .exec(),
        )
        .catch(() => undefined)
    }
  }

  async #sync(): Promise<void> {
    const { commands, listening } = this.#link
    if (commands.status !== 'ready' || listening.status !== 'ready' || this.#isCurrent || this.#closed) return
    if (this.#heard) return
    this.#heard = []
    const losses = this.#losses
    try {
      const sentAtMs = performance.now()
      await listening.subscribe(this.#channel)
      await (this.#options.hasDatabase ? this.#syncOwner() : this.#syncOther())
      for (const fields of this.#heard) this.#applyHeard(fields)
      if (this.#losses !== losses) throw new Error('The connection was lost meanwhile.')
      this.#hasSynced = true
      this.#isCurrent = true
      this.#trustedUntilMs = sentAtMs + this.#options.maxStalenessMs
      this.#unanswered = 0
    } catch {
      this.#link.noteError()
      this.#syncLater()
    } finally {
      this.#heard = undefined
    }
  }

  /** Says what is current, unless the file is still as it was when the last process left it. */
  async #syncOwner(): Promise<void> {
    const { commands } = this.#link
    const { fileState } = this.#options
    if (!this.#hasSynced && fileState !== undefined && this.#generations.entries.size === 0) {
      const known = await commands.hgetall(this.#hash)
      if (known[fileField] === fileState && known[epochField] && this.#generations.entries.size === 0) {
        this.#adopt(known)
        return
      }
    }
    const epoch = newGeneration()
    this.#underway.clear()
    const fields = [...this.#generations.entries].flat()
    await execute(
      commands
        .multi()
        .del(this.#hash)
        .hset(this.#hash, epochField, epoch, ...fields)
        .publish(this.#channel, messageOf(new Map([[epochField, epoch]]))),
    )
    this.#epoch = epoch
  }

  async #syncOther(): Promise<void> {
    const epoch = newGeneration()
    const transaction = this.#link.commands.multi()
    // Somebody who was here all along relies on what is there; somebody who was away cannot.
    if (this.#hasSynced) {
      transaction.hset(this.#hash, epochField, epoch)
      transaction.publish(this.#channel, messageOf(new Map([[epochField, epoch]])))
    } else transaction.hsetnx(this.#hash, epochField, epoch)
    const answers = await execute(transaction.hgetall(this.#hash))
    this.#underway.clear()
    this.#generations.replace(new Map())
    this.#adopt(answers.at(-1) as Record<string, string>)
  }

  #adopt(known: Readonly<Record<string, string>>): void {
    this.#epoch = known[epochField]
    const tables = Object.entries(known).filter(([field]) => !field.startsWith('#'))
    this.#generations.apply(new Map(tables))
  }

  #lose(): void {
    this.#losses += 1
    this.#isCurrent = false
    this.#trustedUntilMs = 0
  }

  #syncLater(): void {
    if (this.#closed) return
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => void this.#sync(), retrySyncMs)
    this.#retry.unref()
  }

  /** Sent at once; waited for as long as one call to Redis may take, and not at all while Redis is known to be slow. */
  async #publish(bump: Bump): Promise<void> {
    const { commands } = this.#link
    // Whoever connects again says everything anew.
    if (commands.status !== 'ready') return
    for (const [table, generation] of bump) this.#underway.set(table, generation)
    const sent = execute(
      commands
        .multi()
        .hset(this.#hash, ...[...bump].flat())
        .publish(this.#channel, messageOf(bump)),
    )
    const done = sent.catch((error: unknown) => this.#repair(error))
    if (this.#link.state !== 'closed') return
    await this.#link.ask(() => done)
  }

  /** Redis took the command and refused it: memory full, or something else under the key. Nobody may rely on what is there. */
  async #repair(error: unknown): Promise<void> {
    this.#link.noteError()
    if ((error as Error).name !== 'ReplyError' && !(error instanceof AggregateError)) return
    this.#lose()
    this.#syncLater()
    const gone = messageOf(new Map([[epochField, newGeneration()]]))
    await execute(this.#link.commands.multi().del(this.#hash).publish(this.#channel, gone)).catch(() =>
      this.#link.noteError(),
    )
  }

  #hear(message: string): void {
    const fields = parseMessage(message)
    if (!fields) return
    if (this.#heard) this.#heard.push(fields)
    else this.#applyHeard(fields)
  }

  #applyHeard(fields: Map<string, string>): void {
    const epoch = fields.get(epochField)
    if (epoch !== undefined) this.#epoch = epoch
    fields.delete(epochField)
    const alive = fields.get(aliveField)
    if (alive !== undefined) this.#ownerHeardAtMs = alive === 'no' ? undefined : performance.now()
    fields.delete(aliveField)
    for (const [table, generation] of fields) {
      const own = this.#underway.get(table)
      if (own === generation) this.#underway.delete(table)
      // What is heard before the own bump comes back was said before it.
      if (own !== undefined) fields.delete(table)
    }
    this.#generations.apply(fields)
  }

  #tellAlive(): void {
    const { commands } = this.#link
    if (commands.status !== 'ready') return
    commands.publish(this.#channel, messageOf(new Map([[aliveField, 'yes']]))).catch(() => undefined)
  }

  async #beat(): Promise<void> {
    const { listening } = this.#link
    if (listening.status !== 'ready') {
      this.#unanswered = 0
      return
    }
    // Counted rather than timed: a process that had no time itself says nothing about Redis.
    if (this.#unanswered > 2 * beatsPerStaleness) {
      this.#unanswered = 0
      this.#lose()
      this.#link.reconnect()
      return
    }
    if (this.#options.hasDatabase && this.#isCurrent) this.#tellAlive()
    this.#unanswered += 1
    const sentAtMs = performance.now()
    await listening.ping().then(
      () => {
        this.#unanswered = 0
        // All that Redis published before it answered has been heard by now.
        const { maxStalenessMs } = this.#options
        if (this.#isCurrent) this.#trustedUntilMs = Math.max(this.#trustedUntilMs, sentAtMs + maxStalenessMs)
      },
      () => undefined,
    )
  }
}

interface Executable {
  exec(): Promise<[error: Error | null, result: unknown][] | null>
}

/** All answers of a transaction; throws AggregateError with what Redis refused. */
async function execute(transaction: Executable): Promise<unknown[]> {
  const answers = await transaction.exec()
  const errors = (answers ?? []).flatMap(([error]) => (error ? [error] : []))
  if (!answers || errors.length > 0) throw new AggregateError(errors, 'Redis refused.')
  return answers.map(([, answer]) => answer)
}

function messageOf(fields: Bump): string {
  return JSON.stringify(Object.fromEntries(fields))
}

function parseMessage(message: string): Map<string, string> | undefined {
  try {
    const fields = Object.entries(JSON.parse(message) as Record<string, unknown>)
    return fields.every(([, value]) => typeof value === 'string')
      ? new Map(fields as [string, string][])
      : undefined
  } catch {
    return undefined
  }
}
