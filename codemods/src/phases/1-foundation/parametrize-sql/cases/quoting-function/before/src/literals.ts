/** 'hello' -> 'hello', "it's" -> 'it''s' */
export function quoteLiteral(value: string): string {
  return `'${value.replace(/'/g, "''")}'`
}

export class Sql {
  static text = (value: string | null): string => {
    if (value == null) return 'NULL'
    const escaped = String(value).replaceAll("'", "''")
    return "'" + escaped + "'"
  }
}

/** Any value as SQL. */
export function literal(value: unknown): string {
  if (value === null || value === undefined) {
    return 'NULL'
  }
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (Array.isArray(value)) throw new TypeError('no lists')
  return `'${String(value).replace(/'/g, "''")}'`
}
