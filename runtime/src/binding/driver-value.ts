import type {
  DuckDBArrayType,
  DuckDBDecimalType,
  DuckDBListType,
  DuckDBMapType,
  DuckDBStructType,
  DuckDBType,
  DuckDBUnionType,
  DuckDBValue,
} from '@duckdb/node-api'
import { DatabaseError } from '../errors/database-error.js'
import { parseDate, parseDecimal, parseTime, parseTimestampNanos, parseUuid } from './parse-text.js'

type Api = typeof import('@duckdb/node-api')

const microsPerMilli = 1000n

export function isDriverValue(api: Api, value: unknown): value is DuckDBValue & object {
  if (typeof value !== 'object' || value === null) return false
  const name = value.constructor?.name ?? ''
  return name.startsWith('DuckDB') && name in api
}

/**
 * A JavaScript value as the driver's value for a DuckDB type. Values of the driver pass, also inside lists,
 * maps and structs. Throws DatabaseError `conversion` when the value has no meaning for the type.
 */
export function toDriverValue(api: Api, value: unknown, type: DuckDBType): DuckDBValue {
  if (value === null || value === undefined) return null
  const id = api.DuckDBTypeId
  switch (type.typeId) {
    case id.TINYINT:
    case id.SMALLINT:
    case id.INTEGER:
    case id.UTINYINT:
    case id.USMALLINT:
    case id.UINTEGER:
    case id.FLOAT:
    case id.DOUBLE:
      return typeof value === 'number' ? value : toNumber(value, type)
    case id.BIGINT:
    case id.UBIGINT:
    case id.HUGEINT:
    case id.UHUGEINT:
    case id.BIGNUM:
      return typeof value === 'bigint' ? value : toBigint(value, type)
    case id.VARCHAR:
      return typeof value === 'string' ? value : toText(api, value, type)
    case id.LIST:
      return api.listValue(items(api, value, (type as DuckDBListType).valueType))
    case id.ARRAY:
      return api.arrayValue(items(api, value, (type as DuckDBArrayType).valueType))
    case id.STRUCT:
      return structOf(api, value, type as DuckDBStructType)
    case id.MAP:
      return mapOf(api, value, type as DuckDBMapType)
    case id.UNION:
      return unionOf(api, value, type as DuckDBUnionType)
  }
  if (isDriverValue(api, value)) return value
  if (value instanceof Uint8Array) return new api.DuckDBBlobValue(value)
  return scalarOf(api, value, type)
}

function scalarOf(api: Api, value: unknown, type: DuckDBType): DuckDBValue {
  const id = api.DuckDBTypeId
  switch (type.typeId) {
    case id.DECIMAL: {
      const { width, scale } = type as DuckDBDecimalType
      return new api.DuckDBDecimalValue(parseDecimal(value, scale), width, scale)
    }
    case id.DATE:
      return new api.DuckDBDateValue(value instanceof Date ? daysOf(value) : parseDate(value))
    case id.TIME:
      return new api.DuckDBTimeValue(typeof value === 'bigint' ? value : parseTime(value))
    case id.UUID:
      return api.DuckDBUUIDValue.fromUint128(parseUuid(value))
    case id.BIT:
      return api.bitValue(value as string)
    case id.TIMESTAMP:
      return new api.DuckDBTimestampValue(nanosOf(value) / microsPerMilli)
    case id.TIMESTAMP_TZ:
      return new api.DuckDBTimestampTZValue(nanosOf(value) / microsPerMilli)
    case id.TIMESTAMP_MS:
      return new api.DuckDBTimestampMillisecondsValue(nanosOf(value) / 1_000_000n)
    case id.TIMESTAMP_S:
      return new api.DuckDBTimestampSecondsValue(nanosOf(value) / 1_000_000_000n)
    case id.TIMESTAMP_NS:
      return new api.DuckDBTimestampNanosecondsValue(nanosOf(value))
  }
  if (typeof value === 'object') throw unfit(value, type)
  return value as DuckDBValue
}

/** The type a value has by itself, for a parameter whose type DuckDB leaves open. */
export function typeOf(api: Api, value: unknown): DuckDBType {
  if (value === null || value === undefined) return api.SQLNULL
  switch (typeof value) {
    case 'string':
      return api.VARCHAR
    case 'boolean':
      return api.BOOLEAN
    case 'bigint':
      return typeOfBigint(api, value)
    case 'number':
      if (!Number.isSafeInteger(value) || Object.is(value, -0)) return api.DOUBLE
      return Math.abs(value) <= 2_147_483_647 ? api.INTEGER : api.BIGINT
  }
  if (value instanceof Date) return api.TIMESTAMP
  if (value instanceof Uint8Array) return api.BLOB
  if (Array.isArray(value)) return api.LIST(commonType(api, value))
  if (value instanceof Map)
    return api.MAP(commonType(api, [...value.keys()]), commonType(api, [...value.values()]))
  if (isDriverValue(api, value)) return typeOfDriverValue(api, value)
  const entries = Object.entries(value as object)
  return api.STRUCT(Object.fromEntries(entries.map(([key, item]) => [key, typeOf(api, item)])))
}

function typeOfBigint(api: Api, value: bigint): DuckDBType {
  if (BigInt.asIntN(64, value) === value) return api.BIGINT
  if (BigInt.asIntN(128, value) === value) return api.HUGEINT
  return BigInt.asUintN(128, value) === value ? api.UHUGEINT : api.BIGNUM
}

function typeOfDriverValue(api: Api, value: DuckDBValue & object): DuckDBType {
  if (value instanceof api.DuckDBListValue) return api.LIST(commonType(api, value.items))
  if (value instanceof api.DuckDBArrayValue) {
    return api.ARRAY(commonType(api, value.items), value.items.length)
  }
  if (value instanceof api.DuckDBMapValue) {
    const keys = value.entries.map(({ key }) => key)
    return api.MAP(
      commonType(api, keys),
      commonType(
        api,
        value.entries.map((entry) => entry.value),
      ),
    )
  }
  if (value instanceof api.DuckDBStructValue) {
    const entries = Object.entries(value.entries)
    return api.STRUCT(Object.fromEntries(entries.map(([key, item]) => [key, typeOf(api, item)])))
  }
  if (value instanceof api.DuckDBUnionValue) return api.UNION({ [value.tag]: typeOf(api, value.value) })
  if (value instanceof api.DuckDBDecimalValue) return api.DECIMAL(value.width, value.scale)
  return scalarTypes(api).find(([kind]) => value instanceof kind)?.[1] ?? api.ANY
}

function scalarTypes(api: Api): [new (...args: never[]) => object, DuckDBType][] {
  return [
    [api.DuckDBBitValue, api.BIT],
    [api.DuckDBBlobValue, api.BLOB],
    [api.DuckDBDateValue, api.DATE],
    [api.DuckDBIntervalValue, api.INTERVAL],
    [api.DuckDBTimestampMillisecondsValue, api.TIMESTAMP_MS],
    [api.DuckDBTimestampNanosecondsValue, api.TIMESTAMP_NS],
    [api.DuckDBTimestampSecondsValue, api.TIMESTAMP_S],
    [api.DuckDBTimestampTZValue, api.TIMESTAMPTZ],
    [api.DuckDBTimestampValue, api.TIMESTAMP],
    [api.DuckDBTimeTZValue, api.TIMETZ],
    [api.DuckDBTimeNSValue, api.TIME_NS],
    [api.DuckDBTimeValue, api.TIME],
    [api.DuckDBUUIDValue as unknown as new () => object, api.UUID],
  ]
}

/** The type that holds all items; of numbers the widest. An empty list is a list of NULL, which fits any. */
function commonType(api: Api, values: readonly unknown[]): DuckDBType {
  const present = values.filter((value) => value !== null && value !== undefined)
  if (present.length === 0) return api.SQLNULL
  const id = api.DuckDBTypeId
  const order: number[] = [id.INTEGER, id.BIGINT, id.HUGEINT, id.UHUGEINT, id.BIGNUM, id.DOUBLE]
  let common = typeOf(api, present[0])
  if (present.every(Array.isArray)) return api.LIST(commonType(api, present.flat(1)))
  if (common.typeId === id.STRUCT && !present.some((value) => isDriverValue(api, value))) {
    const names = new Set(present.flatMap((value) => Object.keys(value as object)))
    return api.STRUCT(
      Object.fromEntries(
        [...names].map((name) => [
          name,
          commonType(
            api,
            present.map((value) => (value as Record<string, unknown>)[name]),
          ),
        ]),
      ),
    )
  }
  for (const value of present) {
    const type = typeOf(api, value)
    if (type.typeId === common.typeId) continue
    const places = [order.indexOf(type.typeId), order.indexOf(common.typeId)]
    if (places.includes(-1)) {
      throw new DatabaseError(
        `A list holds both ${common} and ${type}: give the parameter a type, as in $1::VARCHAR[].`,
        { code: 'conversion' },
      )
    }
    if (places[0]! > places[1]!) common = type
  }
  return common
}

function items(api: Api, value: unknown, type: DuckDBType): DuckDBValue[] {
  const list =
    Array.isArray(value) || ArrayBuffer.isView(value) ? value : (value as { items?: unknown }).items
  if (!list) throw unfit(value, api.LIST(type))
  return Array.from(list as Iterable<unknown>, (item) => toDriverValue(api, item, type))
}

function structOf(api: Api, value: unknown, type: DuckDBStructType): DuckDBValue {
  if (typeof value !== 'object') throw unfit(value, type)
  const source = value instanceof api.DuckDBStructValue ? value.entries : (value as Record<string, unknown>)
  return api.structValue(
    Object.fromEntries(
      type.entryNames.map((name, index) => [name, toDriverValue(api, source[name], type.entryTypes[index]!)]),
    ),
  )
}

/** A Map, a plain object, or what the driver returns: an array of `{ key, value }`. */
function mapOf(api: Api, value: unknown, type: DuckDBMapType): DuckDBValue {
  if (typeof value !== 'object' || value === null) throw unfit(value, type)
  const entries =
    value instanceof api.DuckDBMapValue
      ? value.entries.map((entry) => [entry.key, entry.value] as const)
      : value instanceof Map
        ? [...value.entries()]
        : Array.isArray(value)
          ? (value as { key: unknown; value: unknown }[]).map((entry) => [entry.key, entry.value] as const)
          : Object.entries(value)
  return api.mapValue(
    entries.map(([key, item]) => ({
      key: toDriverValue(api, key, type.keyType),
      value: toDriverValue(api, item, type.valueType),
    })),
  )
}

function unionOf(api: Api, value: unknown, type: DuckDBUnionType): DuckDBValue {
  const { tag, value: inner } = value as { tag?: string; value?: unknown }
  const index = tag === undefined ? -1 : type.memberTags.indexOf(tag)
  if (index === -1) throw unfit(value, type)
  return api.unionValue(tag!, toDriverValue(api, inner, type.memberTypes[index]!))
}

function toNumber(value: unknown, type: DuckDBType): number {
  if (typeof value === 'bigint' || typeof value === 'boolean') return Number(value)
  if (typeof value === 'string' && value.trim() !== '') {
    const parsed = Number(value)
    if (!Number.isNaN(parsed)) return parsed
  }
  throw unfit(value, type)
}

function toBigint(value: unknown, type: DuckDBType): bigint {
  try {
    return BigInt(value as number | string | boolean)
  } catch {
    throw unfit(value, type)
  }
}

/** An object becomes text only for a JSON column; for any other text the driver refused it, and still should. */
function toText(api: Api, value: unknown, type: DuckDBType): string {
  if (value instanceof Date) return validDate(value).toISOString()
  if (typeof value !== 'object' || isDriverValue(api, value)) return String(value)
  if (type.alias !== 'JSON') throw unfit(value, type)
  return JSON.stringify(value)
}

function daysOf(value: Date): number {
  return Math.floor(validDate(value).getTime() / 86_400_000)
}

function nanosOf(value: unknown): bigint {
  if (value instanceof Date) return BigInt(validDate(value).getTime()) * 1_000_000n
  return parseTimestampNanos(value)
}

function validDate(value: Date): Date {
  if (!Number.isNaN(value.getTime())) return value
  throw new DatabaseError('An invalid Date was given as a parameter.', { code: 'conversion' })
}

function unfit(value: unknown, type: DuckDBType): DatabaseError {
  const kind = value === null ? 'null' : typeof value === 'object' ? value.constructor?.name : typeof value
  return new DatabaseError(`A value of type ${kind} was given where DuckDB takes ${type}.`, {
    code: 'conversion',
  })
}
