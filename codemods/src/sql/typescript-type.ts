import type { DuckDBType } from '@duckdb/node-api'

export interface RowConversion {
  /** How the legacy client reads rows from the driver: `getRowObjectsJS`, `getRowObjects`, `getRowObjectsJson`. */
  readonly rows: 'js' | 'exact' | 'json'
  /** True when the client turns every bigint into a number. */
  readonly bigintAsNumber: boolean
}

type Api = typeof import('@duckdb/node-api')

/** The TypeScript type of a column's values; undefined where the conversion gives no plain type. */
export function columnType(api: Api, type: DuckDBType, conversion: RowConversion): string | undefined {
  const id = api.DuckDBTypeId
  const bigint = conversion.bigintAsNumber ? 'number' : 'bigint'
  switch (type.typeId) {
    case id.BOOLEAN:
      return 'boolean'
    case id.TINYINT:
    case id.SMALLINT:
    case id.INTEGER:
    case id.UTINYINT:
    case id.USMALLINT:
    case id.UINTEGER:
    case id.FLOAT:
    case id.DOUBLE:
      return 'number'
    case id.BIGINT:
    case id.UBIGINT:
    case id.HUGEINT:
    case id.UHUGEINT:
      return conversion.rows === 'json' ? 'string' : bigint
    case id.VARCHAR:
      return 'string'
    case id.ENUM: {
      const { values } = type as unknown as { values: readonly string[] }
      return values.map((value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`).join(' | ')
    }
    case id.UUID:
      return conversion.rows === 'exact' ? undefined : 'string'
    case id.DECIMAL:
      return { js: 'number', json: 'string', exact: undefined }[conversion.rows]
    case id.DATE:
    case id.TIMESTAMP:
    case id.TIMESTAMP_S:
    case id.TIMESTAMP_MS:
    case id.TIMESTAMP_NS:
    case id.TIMESTAMP_TZ:
      return { js: 'Date', json: 'string', exact: undefined }[conversion.rows]
    case id.LIST: {
      const item = columnType(api, (type as unknown as { valueType: DuckDBType }).valueType, conversion)
      return item && conversion.rows !== 'exact' ? `(${item} | null)[]` : undefined
    }
    default:
      return undefined
  }
}

/** The TypeScript type that callers may pass for a parameter. */
export function parameterTypeText(api: Api, type: DuckDBType | undefined): string {
  if (!type) return 'unknown'
  const id = api.DuckDBTypeId
  switch (type.typeId) {
    case id.BOOLEAN:
      return 'boolean'
    case id.VARCHAR:
    case id.ENUM:
    case id.UUID:
      return 'string'
    case id.TINYINT:
    case id.SMALLINT:
    case id.INTEGER:
    case id.UTINYINT:
    case id.USMALLINT:
    case id.UINTEGER:
    case id.FLOAT:
    case id.DOUBLE:
    case id.DECIMAL:
      return 'number'
    case id.BIGINT:
    case id.UBIGINT:
    case id.HUGEINT:
      return 'number | bigint'
    case id.DATE:
    case id.TIMESTAMP:
    case id.TIMESTAMP_TZ:
      return 'Date | string'
    default:
      return 'unknown'
  }
}
