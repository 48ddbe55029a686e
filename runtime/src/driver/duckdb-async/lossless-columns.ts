/** A column as the package describes it. */
export interface OldColumn {
  readonly name: string
  readonly type: { readonly id: string; readonly sql_type: string }
}

const exactTypes = new Set([
  'BOOLEAN',
  'TINYINT',
  'SMALLINT',
  'INTEGER',
  'BIGINT',
  'HUGEINT',
  'UTINYINT',
  'USMALLINT',
  'UINTEGER',
  'UBIGINT',
  'UHUGEINT',
  'FLOAT',
  'DOUBLE',
  'VARCHAR',
  'BLOB',
  'UUID',
  'ENUM',
  'BIT',
  'UNKNOWN',
  '"NULL"',
])

/** The package gives values of this type with fewer digits, or as another type's. */
export function isLossy({ id }: OldColumn['type']): boolean {
  return !exactTypes.has(id)
}

export function textColumn(index: number): string {
  return `text of column ${index}`
}

/** The statement with the texts of its lossy columns after them. */
export function withTexts(sql: string, columns: readonly OldColumn[]): string {
  const texts = columns.flatMap(({ name, type }, index) =>
    isLossy(type) ? `CAST(${quoted(name)} AS VARCHAR) AS ${quoted(textColumn(index))}` : [],
  )
  const inner = sql.replace(/;\s*$/, '')
  return `SELECT *, ${texts.join(', ')} FROM (${inner}\n)`
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
