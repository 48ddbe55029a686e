import { availableParallelism } from 'node:os'
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { blocksOf, type FactsBlock, type FactsWork, readBlocks } from './facts-blocks.js'
import type { FileFacts } from './file-facts.js'
import { emptyStamps, type Stamps } from './file-stamps.js'
import type { ParsedText, ParsingWork } from './parse-in-order.js'

/** Of fewer files a thread would read little before all are read. */
const worthAThread = 2_000
/** A thread that has sent nothing for so long is not waited for. */
const patienceMs = 2_000
/** Files that are parsed and not yet taken, at most: they are kept in memory, and a tree is many times its text. */
const parsedAhead = 32

/** What the second thread is given. */
export interface ReadAheadStart {
  readonly work: FactsWork
  readonly port: MessagePort
}

/**
 * A second thread that reads a project's files: about half of them for their facts, then, just before the survey
 * looks at them, those that it parses. What the thread has not read, or not in time, the survey reads by itself.
 */
export class ReadAhead {
  readonly #work: FactsWork
  readonly #port: MessagePort
  #parsing: { readonly places: ReadonlyMap<string, number>; readonly position: Int32Array } | undefined
  /** In the order of their places. */
  #parsed: ParsedText[] = []

  private constructor(root: string, paths: readonly string[]) {
    const progress = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))
    this.#work = { root, paths, progress, stamps: emptyStamps(paths.length) }
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    const worker = new Worker(new URL('./read-ahead-worker.js', import.meta.url), {
      workerData: { work: this.#work, port: port2 } satisfies ReadAheadStart,
      transferList: [port2],
    })
    // What it does not read is read without it.
    worker.on('error', () => {})
    worker.unref()
  }

  /** Undefined where a second thread gains nothing. */
  static start(root: string, paths: readonly string[]): ReadAhead | undefined {
    const isWorthIt = paths.length >= worthAThread && availableParallelism() > 1
    return isWorthIt ? new ReadAhead(root, paths) : undefined
  }

  /** Times and sizes of the files that `facts` has read. */
  get stamps(): Stamps {
    return this.#work.stamps
  }

  /** Of all files but those that could not be read. */
  facts(): Map<string, FileFacts> {
    const { paths, progress } = this.#work
    const found: (FileFacts | null | undefined)[] = new Array(paths.length)
    const note = ({ at, facts }: FactsBlock) => {
      for (const [index, own] of facts.entries()) found[at + index] = own
    }
    let missing = blocksOf(paths)
    for (const block of readBlocks(this.#work)) {
      note(block)
      missing -= 1
    }
    for (let sent = Atomics.load(progress, 1); sent < missing; sent = Atomics.load(progress, 1))
      if (Atomics.wait(progress, 1, sent, patienceMs) === 'timed-out') break
    for (const block of this.#received<string>()) note(JSON.parse(block) as FactsBlock)
    const facts = new Map<string, FileFacts>()
    paths.forEach((path, index) => {
      const own = found[index]
      if (own) facts.set(path, own)
    })
    return facts
  }

  /** Files that are about to be parsed, in this order, some of them in part: see `ParsingWork`. */
  parseNext(paths: readonly string[], sources: ParsingWork['sources'] = []): void {
    this.#stopParsing()
    const position = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
    position[0] = -1
    this.#parsing = { places: new Map(paths.map((path, place) => [path, place])), position }
    this.#port.postMessage({
      root: this.#work.root,
      paths,
      sources,
      position,
      ahead: parsedAhead,
    } satisfies ParsingWork)
  }

  /** Undefined for what is not parsed, or not yet. */
  parsed(path: string): ParsedText | undefined {
    const place = this.#parsing?.places.get(path)
    if (!this.#parsing || place === undefined) return undefined
    const { places, position } = this.#parsing
    if (place <= position[0]!) return undefined
    Atomics.store(position, 0, place)
    Atomics.notify(position, 0)
    this.#parsed.push(...this.#received<ParsedText>())
    // Some may be of an earlier list.
    this.#parsed = this.#parsed.filter((one) => (places.get(one.path) ?? -1) >= place)
    return this.#parsed[0]?.path === path ? this.#parsed.shift() : undefined
  }

  /** Ends the thread. */
  close(): void {
    this.#stopParsing()
    this.#port.close()
  }

  #stopParsing(): void {
    const position = this.#parsing?.position
    if (!position) return
    Atomics.store(position, 0, 2 ** 30)
    Atomics.notify(position, 0)
    this.#parsing = undefined
  }

  *#received<T>(): Generator<T> {
    for (let next = receiveMessageOnPort(this.#port); next; next = receiveMessageOnPort(this.#port))
      yield next.message as T
  }
}
