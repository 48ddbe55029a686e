import {
  type DuckDBArrayType,
  type DuckDBArrayValue,
  type DuckDBBlobValue,
  type DuckDBListType,
  type DuckDBListValue,
  type DuckDBMapType,
  type DuckDBMapValue,
  type DuckDBStructType,
  type DuckDBStructValue,
  type DuckDBTimestampSecondsValue,
  type DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBUnionType,
  type DuckDBUnionValue,
  type DuckDBValue,
} from '@duckdb/node-api'

/** A value as DuckDB casts it to VARCHAR, times with a zone in UTC. The driver's own texts are its literals. */
export function valueText(value: DuckDBValue, type: DuckDBType): string {
  if (value === null) return 'NULL'
  switch (type.typeId) {
    case DuckDBTypeId.FLOAT:
      return numberText(value as number, shortestFloat)
    case DuckDBTypeId.DOUBLE:
      return numberText(value as number, String)
    case DuckDBTypeId.LIST: {
      const { items } = value as DuckDBListValue
      return bracketed(items.map((item) => quoted(item, (type as DuckDBListType).valueType)))
    }
    case DuckDBTypeId.ARRAY: {
      const { items } = value as DuckDBArrayValue
      return bracketed(items.map((item) => valueText(item, (type as DuckDBArrayType).valueType)))
    }
    case DuckDBTypeId.STRUCT:
      return structText(value as DuckDBStructValue, type as DuckDBStructType)
    case DuckDBTypeId.MAP: {
      const { keyType, valueType } = type as DuckDBMapType
      const entries = (value as DuckDBMapValue).entries.map(
        (entry) => `${quoted(entry.key, keyType)}=${quoted(entry.value, valueType)}`,
      )
      return `{${entries.join(', ')}}`
    }
    case DuckDBTypeId.UNION: {
      const { tag, value: inner } = value as DuckDBUnionValue
      const { memberTags, memberTypes } = type as DuckDBUnionType
      return valueText(inner, memberTypes[memberTags.indexOf(tag)]!)
    }
    case DuckDBTypeId.BLOB:
      return blobText((value as DuckDBBlobValue).bytes)
    case DuckDBTypeId.TIMESTAMP_S:
    case DuckDBTypeId.TIMESTAMP_MS:
    case DuckDBTypeId.TIMESTAMP_NS:
      return (value as DuckDBTimestampSecondsValue).isFinite ? String(value) : infinity(value)
    case DuckDBTypeId.TIMESTAMP_TZ:
      return zoned(value as DuckDBTimestampTZValue)
  }
  return String(value)
}

function structText({ entries }: DuckDBStructValue, { entryNames, entryTypes }: DuckDBStructType): string {
  const texts = entryNames.map((name, index) => [name, quoted(entries[name] ?? null, entryTypes[index]!)])
  if (entryNames[0] === '') return `(${texts.map(([, text]) => text).join(', ')})`
  return `{${texts.map(([name, text]) => `'${escaped(name!)}': ${text}`).join(', ')}}`
}

function bracketed(items: readonly string[]): string {
  return `[${items.join(', ')}]`
}

const nested: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.LIST,
  DuckDBTypeId.ARRAY,
  DuckDBTypeId.STRUCT,
  DuckDBTypeId.MAP,
])

/** Inside another value, text that could be read as something else stands in quotes. */
function quoted(value: DuckDBValue, type: DuckDBType): string {
  const text = valueText(value, type)
  if (value === null || nested.has(type.typeId)) return text
  const isPlain = text !== '' && !/^null$/i.test(text) && !/^\s|\s$|["'(),:=[\]{}]/.test(text)
  return isPlain ? text : `'${escaped(text)}'`
}

function escaped(text: string): string {
  return text.replace(/[\\']/g, '\\$&')
}

/** The shortest digits that give the number back, with DuckDB's choice of when to write an exponent. */
function numberText(value: number, shortest: (value: number) => string): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  const [mantissa, power] = Number(shortest(Math.abs(value)))
    .toExponential()
    .split('e') as [string, string]
  const digits = mantissa.replace('.', '')
  const exponent = Number(power)
  if (exponent < -4 || exponent >= 16) {
    const size = String(Math.abs(exponent)).padStart(2, '0')
    return `${sign}${mantissa}e${exponent < 0 ? '-' : '+'}${size}`
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`
}

function shortestFloat(value: number): string {
  for (let precision = 1; precision < 9; precision += 1) {
    const text = value.toPrecision(precision)
    const candidate = Number(text)
    // A little further off, so that what lies half-way to the next number does not count.
    if (Math.fround(candidate + (candidate - value) * 1e-6) === value) return text
  }
  return value.toPrecision(9)
}

function zoned(value: DuckDBTimestampTZValue): string {
  return String(new DuckDBTimestampValue(value.micros)) + (value.isFinite ? '+00' : '')
}

/** The driver writes them as the largest time there is. */
function infinity(value: DuckDBValue): string {
  const [count] = Object.values(value as object) as [bigint]
  return count > 0n ? 'infinity' : '-infinity'
}

function blobText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => {
    const char = String.fromCharCode(byte)
    return /^[ -~]$/.test(char) && !/['"\\]/.test(char)
      ? char
      : `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }).join('')
}
