import {
  DuckDBDateValue,
  type DuckDBPreparedStatement,
  DuckDBTimestampValue,
  HUGEINT,
} from '@duckdb/node-api'
import { oldError } from './old-error.js'

const millisPerDay = 86_400_000

/**
 * Binds values as the types that the old package gave them: a number is an INTEGER where it fits, else a DOUBLE; a
 * Date is a DATE at midnight, else a TIMESTAMP; other objects, arrays too, are their text.
 * Bytes and bigint arrive whole: the old package read bytes as a literal, and bound NULL for a bigint.
 */
export function bindValues(statement: DuckDBPreparedStatement, values: readonly unknown[]): void {
  assertCount(statement, values.length)
  values.forEach((value, position) => {
    bindValue(statement, position + 1, value)
  })
}

/** Asking the driver for them costs as much as binding. */
const parameterNames = new WeakMap<DuckDBPreparedStatement, readonly string[]>()

function namesOf(statement: DuckDBPreparedStatement): readonly string[] {
  let names = parameterNames.get(statement)
  if (!names) {
    names = Array.from({ length: statement.parameterCount }, (_, index) => statement.parameterName(index + 1))
    parameterNames.set(statement, names)
  }
  return names
}

function assertCount(statement: DuckDBPreparedStatement, given: number): void {
  const names = namesOf(statement)
  if (names.length === given && names.every((name, index) => name === String(index + 1))) return
  const provided = new Set(Array.from({ length: given }, (_, index) => String(index + 1)))
  const missing = names.filter((name) => !provided.has(name))
  if (missing.length > 0) {
    throw oldError(
      `Invalid Input Error: Values were not provided for the following prepared statement parameters: ${missing.join(', ')}`,
      'Invalid Input',
    )
  }
  if (given <= names.length) return
  const excess = [...provided].filter((name) => !names.includes(name))
  throw oldError(
    `Invalid Input Error: Parameter argument/count mismatch, identifiers of the excess parameters: ${excess.join(', ')}`,
    'Invalid Input',
  )
}

function bindValue(statement: DuckDBPreparedStatement, index: number, value: unknown): void {
  switch (typeof value) {
    case 'string':
      statement.bindVarchar(index, value)
      return
    case 'number':
      if ((value | 0) === value) statement.bindInteger(index, value)
      else statement.bindDouble(index, value)
      return
    case 'boolean':
      statement.bindBoolean(index, value)
      return
    case 'bigint':
      bindBigint(statement, index, value)
      return
    case 'object':
      if (value !== null) bindObject(statement, index, value)
      else statement.bindNull(index)
      return
  }
  statement.bindNull(index)
}

function bindBigint(statement: DuckDBPreparedStatement, index: number, value: bigint): void {
  if (BigInt.asIntN(64, value) === value) statement.bindBigInt(index, value)
  else if (BigInt.asIntN(128, value) === value) statement.bindValue(index, value, HUGEINT)
  else statement.bindVarchar(index, String(value))
}

function bindObject(statement: DuckDBPreparedStatement, index: number, value: object): void {
  if (value instanceof Date) bindDate(statement, index, value.getTime())
  else if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value
    statement.bindBlob(index, new Uint8Array(buffer, byteOffset, byteLength))
  } else statement.bindVarchar(index, String(value))
}

function bindDate(statement: DuckDBPreparedStatement, index: number, millis: number): void {
  if (Number.isNaN(millis)) {
    throw oldError('Invalid Input Error: An invalid Date was given as a parameter.', 'Invalid Input')
  }
  if (millis % millisPerDay === 0) statement.bindDate(index, new DuckDBDateValue(millis / millisPerDay))
  else statement.bindTimestamp(index, new DuckDBTimestampValue(BigInt(millis) * 1000n))
}
