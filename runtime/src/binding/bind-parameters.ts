import type { DuckDBPreparedStatement, DuckDBType, DuckDBValue } from '@duckdb/node-api'
import type { Parameters } from '../driver/driver.js'
import { DatabaseError } from '../errors/database-error.js'

type Api = typeof import('@duckdb/node-api')

/**
 * Binds parameters to a prepared statement. What the driver takes is passed as it is; Date, bytes, arrays,
 * plain objects and `undefined`, which it refuses or mistypes, are converted to the type DuckDB inferred
 * for the parameter.
 */
export function bindParameters(api: Api, statement: DuckDBPreparedStatement, parameters: Parameters): void {
  statement.clearBindings()
  if (Array.isArray(parameters)) {
    if (parameters.length !== statement.parameterCount) {
      throw new DatabaseError(
        `The statement has ${statement.parameterCount} parameters and ${parameters.length} values were given.`,
        { code: 'binder' },
      )
    }
    parameters.forEach((value, index) => {
      bindOne(api, statement, index + 1, value)
    })
    return
  }
  for (const [name, value] of Object.entries(parameters)) {
    bindOne(api, statement, statement.parameterIndex(name.replace(/^\$/, '')), value)
  }
}

function bindOne(api: Api, statement: DuckDBPreparedStatement, index: number, value: unknown): void {
  if (value === undefined || value === null) {
    statement.bindNull(index)
  } else if (typeof value !== 'object' || isDriverValue(api, value)) {
    statement.bindValue(index, value as DuckDBValue)
  } else {
    const target = parameterType(api, statement, index) ?? typeOf(api, value)
    statement.bindValue(index, toDriverValue(api, value, target), target)
  }
}

/** The type DuckDB inferred, if it could: `unnest($1)` alone leaves it open. */
function parameterType(api: Api, statement: DuckDBPreparedStatement, index: number): DuckDBType | undefined {
  const id = statement.parameterTypeId(index)
  if (Number(id) === 0 || id === api.DuckDBTypeId.ANY || id === api.DuckDBTypeId.SQLNULL) return undefined
  return statement.parameterType(index)
}

function isDriverValue(api: Api, value: object): boolean {
  const name = value.constructor?.name ?? ''
  return name.startsWith('DuckDB') && name in api
}

function typeOf(api: Api, value: unknown): DuckDBType {
  if (value === null || value === undefined) return api.SQLNULL
  switch (typeof value) {
    case 'string':
      return api.VARCHAR
    case 'boolean':
      return api.BOOLEAN
    case 'bigint':
      return api.HUGEINT
    case 'number':
      if (!Number.isInteger(value)) return api.DOUBLE
      return Math.abs(value) <= 2_147_483_647 ? api.INTEGER : api.BIGINT
  }
  if (value instanceof Date) return api.TIMESTAMP
  if (value instanceof Uint8Array) return api.BLOB
  if (Array.isArray(value)) return api.LIST(elementType(api, value))
  if (isDriverValue(api, value as object)) return api.VARCHAR
  return api.STRUCT(
    Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, typeOf(api, item)])),
  )
}

function elementType(api: Api, items: readonly unknown[]): DuckDBType {
  const types = items.filter((item) => item !== null && item !== undefined).map((item) => typeOf(api, item))
  if (types.some((type) => type.typeId === api.DuckDBTypeId.DOUBLE)) return api.DOUBLE
  if (types.some((type) => type.typeId === api.DuckDBTypeId.BIGINT)) return api.BIGINT
  return types[0] ?? api.INTEGER
}

/** A JavaScript value as the driver's value for a DuckDB type. */
export function toDriverValue(api: Api, value: unknown, type: DuckDBType): DuckDBValue {
  if (value === null || value === undefined) return null
  const id = api.DuckDBTypeId
  if (value instanceof Date) return dateValue(api, value, type)
  if (value instanceof Uint8Array) return new api.DuckDBBlobValue(value)
  if (Array.isArray(value)) {
    if (type.typeId === id.ARRAY) {
      const item = (type as { valueType: DuckDBType }).valueType
      return api.arrayValue(value.map((element) => toDriverValue(api, element, item)))
    }
    const item =
      type.typeId === id.LIST ? (type as { valueType: DuckDBType }).valueType : elementType(api, value)
    return api.listValue(value.map((element) => toDriverValue(api, element, item)))
  }
  if (typeof value === 'object' && !isDriverValue(api, value)) {
    if (type.typeId === id.VARCHAR) return JSON.stringify(value)
    const entries = type.typeId === id.STRUCT ? structEntries(type) : undefined
    return api.structValue(
      Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          key,
          toDriverValue(api, item, entries?.get(key) ?? typeOf(api, item)),
        ]),
      ),
    )
  }
  if (typeof value === 'bigint' && isSmallInteger(api, type)) return Number(value)
  if (typeof value === 'number' && (type.typeId === id.HUGEINT || type.typeId === id.UHUGEINT))
    return BigInt(value)
  return value as DuckDBValue
}

function structEntries(type: DuckDBType): Map<string, DuckDBType> {
  const { entryNames, entryTypes } = type as unknown as { entryNames: string[]; entryTypes: DuckDBType[] }
  return new Map(entryNames.map((name, index) => [name, entryTypes[index]!]))
}

function isSmallInteger(api: Api, type: DuckDBType): boolean {
  const id = api.DuckDBTypeId
  return [id.TINYINT, id.SMALLINT, id.INTEGER, id.UTINYINT, id.USMALLINT, id.UINTEGER].includes(type.typeId)
}

function dateValue(api: Api, value: Date, type: DuckDBType): DuckDBValue {
  const id = api.DuckDBTypeId
  const milliseconds = value.getTime()
  if (Number.isNaN(milliseconds)) {
    throw new DatabaseError('An invalid Date was given as a parameter.', { code: 'conversion' })
  }
  switch (type.typeId) {
    case id.DATE:
      return new api.DuckDBDateValue(Math.floor(milliseconds / 86_400_000))
    case id.TIMESTAMP_TZ:
      return new api.DuckDBTimestampTZValue(BigInt(milliseconds) * 1000n)
    case id.TIMESTAMP_S:
      return new api.DuckDBTimestampSecondsValue(BigInt(Math.floor(milliseconds / 1000)))
    case id.TIMESTAMP_MS:
      return new api.DuckDBTimestampMillisecondsValue(BigInt(milliseconds))
    case id.TIMESTAMP_NS:
      return new api.DuckDBTimestampNanosecondsValue(BigInt(milliseconds) * 1_000_000n)
    case id.VARCHAR:
      return value.toISOString()
    default:
      return new api.DuckDBTimestampValue(BigInt(milliseconds) * 1000n)
  }
}
