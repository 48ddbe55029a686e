import type { DuckDBDataChunk, DuckDBMaterializedResult, DuckDBResult } from '@duckdb/node-api'
import { converterOf } from './old-values.js'
import type { RowData } from './types.js'

/** All rows of a result, as the old package gave them. Of columns with one name, the last one is there. */
export function readRows(result: DuckDBMaterializedResult): RowData[] {
  const names = result.columnNames()
  const rows: RowData[] = []
  for (let index = 0; index < result.chunkCount; index += 1) appendRows(rows, result.getChunk(index), names)
  return rows
}

/** The rows of a streaming result, as DuckDB makes them. */
export async function* streamedRows(result: DuckDBResult): AsyncGenerator<RowData[]> {
  const names = result.columnNames()
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) return
    const rows: RowData[] = []
    appendRows(rows, chunk, names)
    yield rows
  }
}

function appendRows(rows: RowData[], chunk: DuckDBDataChunk, names: readonly string[]): void {
  const columns = names.map((_, index) => {
    const vector = chunk.getColumnVector(index)
    return { vector, convert: converterOf(vector.type) }
  })
  const { rowCount } = chunk
  for (let position = 0; position < rowCount; position += 1) {
    const row: RowData = {}
    for (let index = 0; index < columns.length; index += 1) {
      const { vector, convert } = columns[index]!
      const value = vector.getItem(position)
      row[names[index]!] = convert ? convert(value) : value
    }
    rows.push(row)
  }
}
