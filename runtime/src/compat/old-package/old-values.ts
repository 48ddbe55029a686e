import {
  type DuckDBBlobValue,
  type DuckDBDateValue,
  type DuckDBDecimalValue,
  type DuckDBIntervalValue,
  type DuckDBListType,
  type DuckDBListValue,
  type DuckDBStructType,
  type DuckDBStructValue,
  type DuckDBTimestampMillisecondsValue,
  type DuckDBTimestampNanosecondsValue,
  type DuckDBTimestampSecondsValue,
  type DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBUnionType,
  type DuckDBUnionValue,
  type DuckDBValue,
} from '@duckdb/node-api'
import { valueText } from './value-text.js'

type Convert = (value: DuckDBValue) => unknown

const millisPerDay = 86_400_000
const asText = new Set([
  DuckDBTypeId.TIME,
  DuckDBTypeId.TIME_TZ,
  DuckDBTypeId.TIME_NS,
  DuckDBTypeId.UUID,
  DuckDBTypeId.BIT,
  DuckDBTypeId.BIGNUM,
])

/**
 * Turns the driver's values of a type into what the old package returned for it; undefined where they are the same.
 * Times before 1970 are rounded towards it, and what no Date can hold is an invalid one, as it was.
 */
export function converterOf(type: DuckDBType): Convert | undefined {
  const convert = presentConverterOf(type)
  return convert && ((value) => (value === null ? null : convert(value)))
}

function presentConverterOf(type: DuckDBType): Convert | undefined {
  switch (type.typeId) {
    case DuckDBTypeId.DECIMAL:
      return (value) => decimalNumber(value as DuckDBDecimalValue)
    case DuckDBTypeId.DATE:
      return (value) => new Date((value as DuckDBDateValue).days * millisPerDay)
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_TZ:
      return (value) => new Date(Number((value as DuckDBTimestampValue).micros / 1000n))
    case DuckDBTypeId.TIMESTAMP_S:
      return (value) =>
        new Date(Number(BigInt.asIntN(64, (value as DuckDBTimestampSecondsValue).seconds * 1000n)))
    case DuckDBTypeId.TIMESTAMP_MS:
      return (value) => new Date(Number((value as DuckDBTimestampMillisecondsValue).millis))
    case DuckDBTypeId.TIMESTAMP_NS:
      return (value) => new Date(Number((value as DuckDBTimestampNanosecondsValue).nanos / 1_000_000n))
    case DuckDBTypeId.INTERVAL:
      return (value) => {
        const { months, days, micros } = value as DuckDBIntervalValue
        return { months, days, micros: Number(micros) }
      }
    case DuckDBTypeId.BLOB:
      return (value) => Buffer.from((value as DuckDBBlobValue).bytes)
    case DuckDBTypeId.LIST: {
      const item = converterOf((type as DuckDBListType).valueType)
      return (value) => {
        const { items } = value as DuckDBListValue
        return item ? items.map(item) : [...items]
      }
    }
    case DuckDBTypeId.STRUCT:
      return structConverter(type as DuckDBStructType)
    case DuckDBTypeId.MAP:
    case DuckDBTypeId.ARRAY:
      return (value) => valueText(value, type)
    case DuckDBTypeId.UNION:
      return unionConverter(type as DuckDBUnionType)
  }
  return asText.has(type.typeId) ? String : undefined
}

function structConverter({ entryNames, entryTypes }: DuckDBStructType): Convert {
  const converters = entryTypes.map(converterOf)
  return (value) => {
    const { entries } = value as DuckDBStructValue
    const object: Record<string, unknown> = {}
    for (let index = 0; index < entryNames.length; index += 1) {
      const name = entryNames[index]!
      const item = entries[name] ?? null
      const convert = converters[index]
      object[name] = convert ? convert(item) : item
    }
    return object
  }
}

function unionConverter(type: DuckDBUnionType): Convert {
  return (value) => ((value as DuckDBUnionValue).value === null ? 'NULL' : valueText(value, type))
}

const largestExact = 2n ** 53n

/** As DuckDB divides: whole and fraction apart where the digits do not fit into a double. */
function decimalNumber({ value, scale }: DuckDBDecimalValue): number {
  const power = 10 ** scale
  if (scale === 0 || (value <= largestExact && value >= -largestExact)) return Number(value) / power
  const divisor = 10n ** BigInt(scale)
  return Number(value / divisor) + Number(value % divisor) / power
}
