import {
  type DuckDBDecimalType,
  type DuckDBEnumType,
  type DuckDBListType,
  type DuckDBMapType,
  type DuckDBPreparedStatement,
  type DuckDBStructType,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBUnionType,
} from '@duckdb/node-api'
import { typeId, typeName } from './type-name.js'
import type { ColumnInfo, TypeInfo, TypeInfoChildren } from './types.js'

/** The columns a statement gives. While a parameter's type is open, DuckDB knows of one `unknown` column. */
export function columnsOf(statement: DuckDBPreparedStatement): ColumnInfo[] {
  return Array.from({ length: statement.columnCount }, (_, index) => ({
    name: statement.columnName(index),
    type:
      statement.columnTypeId(index) === DuckDBTypeId.INVALID
        ? { id: 'UNKNOWN', sql_type: 'UNKNOWN' }
        : typeInfo(statement.columnType(index)),
  }))
}

function typeInfo(type: DuckDBType): TypeInfo {
  const info: TypeInfo = {
    id: typeId(type),
    sql_type: typeName(type),
    ...(type.alias && { alias: type.alias }),
  }
  switch (type.typeId) {
    case DuckDBTypeId.STRUCT: {
      const { entryNames, entryTypes } = type as DuckDBStructType
      return Object.assign(info, { children: children(entryNames, entryTypes) })
    }
    case DuckDBTypeId.UNION: {
      const { memberTags, memberTypes } = type as DuckDBUnionType
      return Object.assign(info, { children: children(memberTags, memberTypes) })
    }
    case DuckDBTypeId.LIST:
      return Object.assign(info, { child: typeInfo((type as DuckDBListType).valueType) })
    case DuckDBTypeId.MAP: {
      const { keyType, valueType } = type as DuckDBMapType
      return Object.assign(info, { key: typeInfo(keyType), value: typeInfo(valueType) })
    }
    case DuckDBTypeId.ENUM:
      return Object.assign(info, { values: [...(type as DuckDBEnumType).values] })
    case DuckDBTypeId.DECIMAL: {
      const { width, scale } = type as DuckDBDecimalType
      return Object.assign(info, { width, scale })
    }
  }
  return info
}

function children(names: readonly string[], types: readonly DuckDBType[]): TypeInfoChildren {
  return names.map((name, index) => ({ name, type: typeInfo(types[index]!) }))
}
