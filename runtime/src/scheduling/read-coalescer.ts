import { LRUCache } from 'lru-cache'
import type { StatementResult } from '../database.js'
import type { Parameters, Row, RowFormat, StatementShape } from '../driver/driver.js'
import { BatchCost } from './batch-cost.js'
import { Batcher } from './batcher.js'
import { batchStatement, callColumn, type PointRead, recognisePointRead } from './point-read.js'

export interface ReadRunner {
  run(sql: string, parameters: Parameters): Promise<StatementResult>
  describe(sql: string): Promise<StatementShape | undefined>
}

type Values = readonly (string | number | bigint | boolean)[]

const maxBatchSize = 1_000
const statementsKept = 500

/** Answers concurrent point reads of one text with one statement, and identical ones once. */
export class ReadCoalescer {
  readonly #runner: ReadRunner
  readonly #statements = new LRUCache<string, CoalescedStatement | 'unfit'>({ max: statementsKept })

  constructor(runner: ReadRunner) {
    this.#runner = runner
  }

  /** Undefined when the statement is no point read, or its parameters are not plain values. */
  read(sql: string, parameters: Parameters | undefined): Promise<StatementResult> | undefined {
    if (parameters === undefined) return undefined
    let statement = this.#statements.get(sql)
    if (!statement) {
      const read = recognisePointRead(sql)
      statement = read ? new CoalescedStatement(read, this.#runner) : 'unfit'
      this.#statements.set(sql, statement)
    }
    if (statement === 'unfit') return undefined
    return statement.read(parameters)
  }
}

class CoalescedStatement {
  readonly #read: PointRead
  readonly #runner: ReadRunner
  readonly #batcher: Batcher<Values, StatementResult>
  readonly #cost = new BatchCost()
  #batchSql: Promise<string | undefined> | undefined

  constructor(read: PointRead, runner: ReadRunner) {
    this.#read = read
    this.#runner = runner
    this.#batcher = new Batcher((calls) => this.#run(calls), { maxSize: maxBatchSize })
  }

  read(parameters: Parameters): Promise<StatementResult> | undefined {
    const values = plainValues(this.#read, parameters)
    return values && !this.#cost.skipsBatch() ? this.#batcher.add(values) : undefined
  }

  async #run(calls: readonly Values[]): Promise<PromiseSettledResult<StatementResult>[]> {
    const distinct = new Map<string, Values>()
    const keys = calls.map((values) => {
      const key = keyOf(values)
      distinct.set(key, values)
      return key
    })
    if (distinct.size > 1 && this.#cost.prefersTogether(distinct.size)) {
      const batchSql = await this.#batchStatement()
      const together = batchSql && (await this.#runTogether(batchSql, [...distinct.values()]))
      if (together) {
        const order = [...distinct.keys()]
        const places = new Map(order.map((key, index) => [key, index]))
        return keys.map((key) => ({ status: 'fulfilled', value: together(places.get(key)!) }))
      }
    }
    const since = performance.now()
    const alone = new Map<string, Promise<StatementResult>>()
    for (const [key, values] of distinct) {
      const running = this.#runner.run(this.#read.sql, this.#parameters(values))
      alone.set(key, distinct.size < calls.length ? running.then(shareable) : running)
    }
    const settled = await Promise.allSettled(keys.map((key) => alone.get(key)!))
    this.#cost.tookAlone(performance.now() - since, distinct.size)
    return settled
  }

  /** Undefined when the batch failed: then each call runs, and fails, for itself. */
  async #runTogether(batchSql: string, calls: readonly Values[]) {
    const lists = Array.from({ length: this.#read.parameterCount }, (_, index) =>
      calls.map((values) => values[index]),
    )
    try {
      const since = performance.now()
      const result = await this.#runner.run(batchSql, [...lists, calls.map((_, index) => index)])
      this.#cost.tookTogether(performance.now() - since)
      const grouped = remembered((format: RowFormat) => result.rows(format).then(groupByCall))
      return (index: number) => resultOf(async (format) => (await grouped(format)).get(index) ?? [])
    } catch {
      return undefined
    }
  }

  #parameters(values: Values): Parameters {
    const { names } = this.#read
    return names ? Object.fromEntries(names.map((name, index) => [name, values[index]])) : values
  }

  /** Prepared once; undefined when DuckDB cannot ask it for many at once with the same columns. */
  #batchStatement(): Promise<string | undefined> {
    this.#batchSql ??= (async () => {
      const alone = await this.#runner.describe(this.#read.sql)
      const sql = alone && batchStatement(this.#read, alone)
      const together = sql && (await this.#runner.describe(sql))
      if (!together) return undefined
      const [call, ...columns] = together.columns
      const isSame = JSON.stringify(columns) === JSON.stringify(alone.columns)
      return isSame && call?.name === callColumn ? sql : undefined
    })().catch(() => undefined)
    return this.#batchSql
  }
}

/** One result for several callers: the driver's can be read only once. */
function shareable(result: StatementResult): StatementResult {
  return resultOf(remembered((format) => result.rows(format)))
}

/** Each caller gets row objects of its own, which it may change. */
function resultOf(read: (format: RowFormat) => Promise<readonly Row[]>): StatementResult {
  const rows = async (format: RowFormat) => (await read(format)).map(({ [callColumn]: _, ...row }) => row)
  return {
    rowsChanged: 0,
    rows,
    async *batches(format) {
      yield await rows(format)
    },
  }
}

function remembered<R>(read: (format: RowFormat) => Promise<R>): (format: RowFormat) => Promise<R> {
  const known = new Map<RowFormat, Promise<R>>()
  return (format) => {
    const reading = known.get(format) ?? read(format)
    known.set(format, reading)
    return reading
  }
}

/** Undefined unless every parameter is given and a plain value, whose comparison is the same inside a list. */
function plainValues(read: PointRead, parameters: Parameters): Values | undefined {
  const values = Array.isArray(parameters)
    ? read.names
      ? []
      : parameters
    : namedValues(read, parameters as Row)
  if (values.length !== read.parameterCount || !values.every(isPlain)) return undefined
  return values as Values
}

function namedValues({ names = [] }: PointRead, parameters: Readonly<Record<string, unknown>>): unknown[] {
  if (Object.keys(parameters).length !== names.length) return []
  return names.map((name) => parameters[name] ?? parameters[`$${name}`])
}

function isPlain(value: unknown): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value)
  return typeof value === 'string' || typeof value === 'bigint' || typeof value === 'boolean'
}

function keyOf(values: Values): string {
  return values.map((value) => `${typeof value}:${String(value).length}:${value}`).join()
}

function groupByCall(rows: readonly Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>()
  for (const row of rows) {
    const call = Number(row[callColumn])
    const group = groups.get(call)
    if (group) group.push(row)
    else groups.set(call, [row])
  }
  return groups
}
