/** How many rows a table of the synthesised database has, and how many values a column or a parameter takes. */
export const sampleRows = 2000

/** SQL for the value of row `i` in a column of this type; undefined where there is none that would do. */
export function columnValue(type: string): string | undefined {
  if (type.endsWith('[]')) {
    const element = columnValue(type.slice(0, -2))
    return element && `[${element}]`
  }
  const name = type.replace(/\(.*$/s, '').toUpperCase()
  switch (name) {
    case 'VARCHAR':
      return "'v' || i"
    case 'TINYINT':
    case 'UTINYINT':
      return '(i % 100)'
    case 'SMALLINT':
    case 'INTEGER':
    case 'BIGINT':
    case 'HUGEINT':
    case 'USMALLINT':
    case 'UINTEGER':
    case 'UBIGINT':
    case 'UHUGEINT':
      return 'i'
    case 'FLOAT':
    case 'DOUBLE':
      return 'i + 0.5'
    case 'DECIMAL':
      return '(i % 100)'
    case 'BOOLEAN':
      return 'i % 2 = 0'
    case 'DATE':
      return "DATE '2024-01-01' + CAST(i AS INTEGER)"
    case 'TIME':
      return "TIME '00:00:00' + to_seconds(i)"
    case 'TIMESTAMP':
    case 'TIMESTAMP_S':
    case 'TIMESTAMP_MS':
    case 'TIMESTAMP_NS':
    case 'TIMESTAMP WITH TIME ZONE':
      return `CAST(TIMESTAMP '2024-01-01' + to_hours(i) AS ${type})`
    case 'INTERVAL':
      return 'to_seconds(i)'
    case 'UUID':
      return "CAST('00000000-0000-4000-8000-' || lpad(CAST(i AS VARCHAR), 12, '0') AS UUID)"
    case 'BLOB':
      return "CAST('v' || i AS BLOB)"
    case 'JSON':
      return "'{}'"
    case 'ENUM': {
      const members = enumMembers(type)
      return members && `[${members.map(quoted).join(', ')}][1 + CAST(i % ${members.length} AS INTEGER)]`
    }
    default:
      return undefined
  }
}

/** A value that a parameter of this type takes for row `n`, as a driver binds it; undefined where there is none. */
export function parameterValue(
  type: string | undefined,
  n: number,
): string | number | bigint | boolean | undefined {
  const name = (type ?? 'VARCHAR').replace(/\(.*$/s, '').toUpperCase()
  switch (name) {
    case 'VARCHAR':
      return `v${n}`
    case 'TINYINT':
    case 'UTINYINT':
    case 'DECIMAL':
      return n % 100
    case 'SMALLINT':
    case 'USMALLINT':
    case 'INTEGER':
    case 'UINTEGER':
      return n
    case 'BIGINT':
    case 'HUGEINT':
    case 'UBIGINT':
    case 'UHUGEINT':
      return BigInt(n)
    case 'FLOAT':
    case 'DOUBLE':
      return n + 0.5
    case 'BOOLEAN':
      return n % 2 === 0
    case 'DATE':
      return dayOf(n)
    case 'TIMESTAMP':
    case 'TIMESTAMP_S':
    case 'TIMESTAMP_MS':
    case 'TIMESTAMP_NS':
    case 'TIMESTAMP WITH TIME ZONE':
    case 'TIMESTAMPTZ':
      return `${dayOf(n)} 00:00:00`
    case 'UUID':
      return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
    case 'JSON':
      return '{}'
    case 'ENUM': {
      const members = enumMembers(type ?? '')
      return members?.[n % members.length]
    }
    default:
      return undefined
  }
}

function dayOf(n: number): string {
  return new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10)
}

function enumMembers(type: string): string[] | undefined {
  const members = [...type.matchAll(/'((?:[^']|'')*)'/g)].map((match) => match[1]!.replaceAll("''", "'"))
  return members.length > 0 ? members : undefined
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
