import type { RowData } from './types.js'

/** Rows that come as they are read. */
export class QueryResult implements AsyncIterable<RowData> {
  readonly #batches: AsyncIterator<RowData[]>

  /** Made by `Statement.stream`. */
  constructor(batches: AsyncIterator<RowData[]>) {
    this.#batches = batches
  }

  /** The next rows; null at the end. */
  async nextChunk(): Promise<RowData[] | null> {
    const { done, value } = await this.#batches.next()
    return done ? null : value
  }

  /** The next buffer of a statement over `to_arrow_ipc`; null at the end. */
  async nextIpcBuffer(): Promise<Uint8Array | null> {
    const rows = await this.nextChunk()
    return rows ? ((Object.values(rows[0]!)[0] as Uint8Array | undefined) ?? null) : null
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<RowData> {
    try {
      for (let rows = await this.nextChunk(); rows; rows = await this.nextChunk()) yield* rows
    } finally {
      await this.#batches.return?.()
    }
  }
}

/** An Arrow IPC stream, buffer by buffer. */
export class IpcResultStreamIterator implements AsyncIterator<Uint8Array>, AsyncIterable<Uint8Array> {
  readonly #result: QueryResult
  #isDone = false

  constructor(result: QueryResult) {
    this.#result = result
  }

  async next(): Promise<IteratorResult<Uint8Array, null>> {
    const buffer = this.#isDone ? null : await this.#result.nextIpcBuffer()
    this.#isDone = buffer === null
    return buffer ? { done: false, value: new Uint8Array(buffer) } : { done: true, value: null }
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  /** All buffers, and the mark of the end. */
  async toArray(): Promise<Uint8Array[]> {
    const buffers: Uint8Array[] = []
    for await (const buffer of this) buffers.push(buffer)
    return [...buffers, endOfStream()]
  }
}

export function endOfStream(): Uint8Array {
  return new Uint8Array(4)
}

/** The rows of `to_arrow_ipc` in order: the schema first, then the batches, then the mark of the end. */
export function arrowBuffers(rows: readonly RowData[]): Uint8Array[] {
  const buffers = rows.map((row) => Object.values(row) as [Uint8Array, boolean])
  const inOrder = [
    ...buffers.filter(([, isHeader]) => isHeader),
    ...buffers.filter(([, isHeader]) => !isHeader),
  ]
  return [...inOrder.map(([buffer]) => buffer), endOfStream()]
}

export function arrowQuery(sql: string): string {
  return `SELECT * FROM to_arrow_ipc((${sql}));`
}
