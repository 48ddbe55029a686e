import * as timers from 'node:timers/promises'
import type {
  DuckDBDataChunk,
  DuckDBMaterializedResult,
  DuckDBResult,
  DuckDBValueConverter,
} from '@duckdb/node-api'
import type { Columns, Row, RowFormat } from './driver.js'

type Api = typeof import('@duckdb/node-api')

/** Rows converted before other work of the process gets its turn: some milliseconds' worth. */
const rowsPerTurn = 8 * 2048

/** Undefined for values as the driver gives them. */
function converterOf(api: Api, format: RowFormat): DuckDBValueConverter<unknown> | undefined {
  if (format === 'js') return api.JSDuckDBValueConverter as DuckDBValueConverter<unknown>
  return format === 'json' ? (api.JsonDuckDBValueConverter as DuckDBValueConverter<unknown>) : undefined
}

/**
 * The chunks of a result that is complete, taken at once: the driver's own readers go through a thread of libuv for
 * each, which for a single row costs as much as the query.
 */
async function eachChunk(result: DuckDBMaterializedResult, visit: (chunk: DuckDBDataChunk) => void) {
  const { chunkCount } = result
  let rows = 0
  for (let index = 0; index < chunkCount; index += 1) {
    const chunk = result.getChunk(index)
    visit(chunk)
    rows += chunk.rowCount
    if (rows < rowsPerTurn || index === chunkCount - 1) continue
    rows = 0
    await timers.setImmediate()
  }
}

function valuesOf(chunk: DuckDBDataChunk, converter: DuckDBValueConverter<unknown> | undefined): unknown[][] {
  return converter ? chunk.convertColumns(converter) : chunk.getColumns()
}

function addRows(rows: Row[], names: readonly string[], columns: readonly unknown[][], rowCount: number) {
  for (let index = 0; index < rowCount; index += 1) {
    const row: Row = {}
    for (let column = 0; column < names.length; column += 1) row[names[column]!] = columns[column]![index]
    rows.push(row)
  }
}

export async function rowsOf(api: Api, result: DuckDBMaterializedResult, format: RowFormat): Promise<Row[]> {
  const names = result.deduplicatedColumnNames()
  const converter = converterOf(api, format)
  const rows: Row[] = []
  await eachChunk(result, (chunk) => addRows(rows, names, valuesOf(chunk, converter), chunk.rowCount))
  return rows
}

export async function columnsOf(
  api: Api,
  result: DuckDBMaterializedResult,
  format: RowFormat,
): Promise<Columns> {
  const names = result.deduplicatedColumnNames()
  const converter = converterOf(api, format)
  const columns = names.map((): unknown[] => [])
  await eachChunk(result, (chunk) =>
    valuesOf(chunk, converter).forEach((values, column) => {
      for (const value of values) columns[column]!.push(value)
    }),
  )
  return Object.fromEntries(names.map((name, column) => [name, columns[column]!]))
}

/** Rows chunk by chunk, of a complete result as of one that DuckDB is still working on. */
export async function* batchesOf(api: Api, result: DuckDBResult, format: RowFormat): AsyncGenerator<Row[]> {
  const names = result.deduplicatedColumnNames()
  const converter = converterOf(api, format)
  for await (const chunk of result) {
    const rows: Row[] = []
    addRows(rows, names, valuesOf(chunk, converter), chunk.rowCount)
    yield rows
  }
}
