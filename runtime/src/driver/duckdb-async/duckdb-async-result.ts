import { parseTime } from '../../binding/parse-text.js'
import type { Columns, DriverResult, Row, RowFormat } from '../driver.js'
import { type OldColumn, textColumn } from './lossless-columns.js'

const rowsPerBatch = 2048

export class DuckDbAsyncResult implements DriverResult {
  readonly #rows: readonly Row[]
  readonly #columns: readonly OldColumn[]
  readonly #kind: string | undefined

  constructor(rows: readonly Row[], columns: readonly OldColumn[], kind: string | undefined) {
    this.#rows = rows
    this.#columns = columns
    this.#kind = kind
  }

  get rowsChanged(): number {
    if (this.#kind !== 'write') return 0
    const [row] = this.#rows
    const keys = row ? Object.keys(row) : []
    return keys.length === 1 && keys[0] === 'Count' ? Number(row!.Count) : this.#rows.length
  }

  async rows(format: RowFormat): Promise<Row[]> {
    return this.#rows.map((row) => this.#converted(row, format))
  }

  async columns(format: RowFormat): Promise<Columns> {
    const names =
      this.#columns.length > 0 ? this.#columns.map(({ name }) => name) : Object.keys(this.#rows[0] ?? {})
    const rows = await this.rows(format)
    return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])]))
  }

  async *batches(format: RowFormat): AsyncIterable<Row[]> {
    for (let start = 0; start < this.#rows.length; start += rowsPerBatch) {
      yield this.#rows.slice(start, start + rowsPerBatch).map((row) => this.#converted(row, format))
    }
  }

  #converted(row: Row, format: RowFormat): Row {
    if (this.#columns.length === 0) return format === 'json' ? mapValues(row, jsonOf) : row
    return Object.fromEntries(
      this.#columns.map(({ name, type }, index) => [name, valueAs(row, index, name, type.id, format)]),
    )
  }
}

function valueAs(row: Row, index: number, name: string, type: string, format: RowFormat): unknown {
  const text = row[textColumn(index)]
  const value = row[name]
  if (format === 'js') return type === 'TIME' && text !== null && text !== undefined ? parseTime(text) : value
  if (format === 'exact') return text === undefined ? value : text
  return text === undefined ? jsonOf(value) : text
}

/** JSON has no large integers, bytes or infinities: they are texts. */
function jsonOf(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return value.toString('hex')
  if (Array.isArray(value)) return value.map(jsonOf)
  return typeof value === 'object' && value !== null ? mapValues(value as Row, jsonOf) : value
}

function mapValues(row: Row, convert: (value: unknown) => unknown): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, convert(value)]))
}
