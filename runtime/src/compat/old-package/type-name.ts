import {
  type DuckDBArrayType,
  type DuckDBConnection,
  type DuckDBListType,
  type DuckDBMapType,
  type DuckDBPreparedStatement,
  type DuckDBStructType,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBUnionType,
} from '@duckdb/node-api'

let keywords: ReadonlySet<string> = new Set()

/** The driver writes names in other quotes than DuckDB, which leaves those plain that are no keywords. */
export async function knowKeywords(
  connection: DuckDBConnection,
  statement: DuckDBPreparedStatement,
): Promise<void> {
  if (keywords.size > 0) return
  const hasNames = Array.from({ length: statement.columnCount }, (_, index) =>
    statement.columnTypeId(index),
  ).some((id) => containers.has(id))
  if (!hasNames) return
  const result = await connection.run('SELECT keyword_name FROM duckdb_keywords()')
  keywords = new Set((await result.getRows()).map(([name]) => String(name)))
}

const containers: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.STRUCT,
  DuckDBTypeId.UNION,
  DuckDBTypeId.LIST,
  DuckDBTypeId.ARRAY,
  DuckDBTypeId.MAP,
])

const standardNames: ReadonlyMap<DuckDBTypeId, string> = new Map([
  [DuckDBTypeId.TIMESTAMP_TZ, 'TIMESTAMP WITH TIME ZONE'],
  [DuckDBTypeId.TIME_TZ, 'TIME WITH TIME ZONE'],
  [DuckDBTypeId.SQLNULL, '"NULL"'],
])

/** The name of a type without what it holds: `STRUCT`. */
export function typeId(type: DuckDBType): string {
  return standardNames.get(type.typeId) ?? DuckDBTypeId[type.typeId]!
}

/** A type as DuckDB writes it: `STRUCT(x INTEGER, "a b" VARCHAR[])`. */
export function typeName(type: DuckDBType): string {
  if (type.alias) return type.alias
  switch (type.typeId) {
    case DuckDBTypeId.LIST:
      return `${typeName((type as DuckDBListType).valueType)}[]`
    case DuckDBTypeId.ARRAY: {
      const { valueType, length } = type as DuckDBArrayType
      return `${typeName(valueType)}[${length}]`
    }
    case DuckDBTypeId.MAP: {
      const { keyType, valueType } = type as DuckDBMapType
      return `MAP(${typeName(keyType)}, ${typeName(valueType)})`
    }
    case DuckDBTypeId.STRUCT: {
      const { entryNames, entryTypes } = type as DuckDBStructType
      return `STRUCT(${members(entryNames, entryTypes)})`
    }
    case DuckDBTypeId.UNION: {
      const { memberTags, memberTypes } = type as DuckDBUnionType
      return `UNION(${members(memberTags, memberTypes)})`
    }
  }
  return standardNames.get(type.typeId) ?? String(type)
}

function members(names: readonly string[], types: readonly DuckDBType[]): string {
  return names.map((name, index) => `${nameText(name)}${typeName(types[index]!)}`).join(', ')
}

function nameText(name: string): string {
  if (name === '') return ''
  const isPlain = /^[a-z_][a-z0-9_]*$/i.test(name) && !keywords.has(name.toLowerCase())
  return `${isPlain ? name : `"${name.replaceAll('"', '""')}"`} `
}
