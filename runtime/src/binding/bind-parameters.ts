import type { DuckDBPreparedStatement, DuckDBType } from '@duckdb/node-api'
import type { Parameters } from '../driver/driver.js'
import { DatabaseError } from '../errors/database-error.js'
import { isDriverValue, toDriverValue, typeOf } from './driver-value.js'

type Api = typeof import('@duckdb/node-api')

const int32Max = 2_147_483_647

/** A prepared statement with the types that DuckDB inferred for its parameters before any value was bound. */
export interface BindableStatement {
  readonly statement: DuckDBPreparedStatement
  /** Undefined where DuckDB leaves the type open, as in `unnest($1)`. */
  readonly types: readonly (DuckDBType | undefined)[]
}

/** Call it once, right after preparing: binding a value changes what an open parameter's type seems to be. */
export function bindable(api: Api, statement: DuckDBPreparedStatement): BindableStatement {
  const types = Array.from({ length: statement.parameterCount }, (_, index) =>
    parameterType(api, statement, index + 1),
  )
  return { statement, types }
}

/**
 * Binds parameters to a prepared statement. What the driver takes is passed as it is; Date, bytes, arrays,
 * plain objects and `undefined`, which it refuses or mistypes, are converted to the type DuckDB inferred
 * for the parameter. Throws DatabaseError `binder` when names or their number do not fit.
 */
export function bindParameters(api: Api, prepared: BindableStatement, parameters: Parameters): void {
  const { statement } = prepared
  if (!Array.isArray(parameters)) {
    bindNamed(api, prepared, parameters as Readonly<Record<string, unknown>>)
    return
  }
  if (parameters.length !== statement.parameterCount) {
    throw new DatabaseError(
      `The statement has ${statement.parameterCount} parameters and ${parameters.length} values were given.`,
      { code: 'binder' },
    )
  }
  for (let index = 0; index < parameters.length; index += 1) {
    bindOne(api, prepared, index + 1, parameters[index])
  }
}

function bindNamed(
  api: Api,
  prepared: BindableStatement,
  parameters: Readonly<Record<string, unknown>>,
): void {
  const { statement } = prepared
  const given = new Map(Object.entries(parameters).map(([name, value]) => [name.replace(/^\$/, ''), value]))
  for (let index = 1; index <= statement.parameterCount; index += 1) {
    const name = statement.parameterName(index)
    if (!given.has(name)) {
      const message = `The statement's parameter $${name} was not given; given were: ${[...given.keys()].join(', ')}.`
      throw new DatabaseError(message, { code: 'binder' })
    }
    bindOne(api, prepared, index, given.get(name))
    given.delete(name)
  }
  const [surplus] = given.keys()
  if (surplus === undefined) return
  throw new DatabaseError(`Failed to bind: the statement has no parameter $${surplus}.`, { code: 'binder' })
}

function bindOne(api: Api, { statement, types }: BindableStatement, index: number, value: unknown): void {
  switch (typeof value) {
    case 'string':
      statement.bindVarchar(index, value)
      return
    case 'number':
      // A double against an integer key would lose its index.
      if (!Number.isInteger(value) || Object.is(value, -0)) statement.bindDouble(index, value)
      else if (Math.abs(value) <= int32Max) statement.bindInteger(index, value)
      else if (Number.isSafeInteger(value)) statement.bindBigInt(index, BigInt(value))
      else statement.bindDouble(index, value)
      return
    case 'boolean':
      statement.bindBoolean(index, value)
      return
    case 'undefined':
      statement.bindNull(index)
      return
  }
  if (value === null) {
    statement.bindNull(index)
    return
  }
  const isPlain = typeof value === 'object' && !isDriverValue(api, value)
  const target = (isPlain ? types[index - 1] : undefined) ?? typeOf(api, value)
  if (target.typeId === api.DuckDBTypeId.BIGNUM) {
    // The driver builds a BIGNUM that prints alike but equals no other; DuckDB reads the text right.
    statement.bindVarchar(index, String(value))
    return
  }
  statement.bindValue(index, toDriverValue(api, value, target), target)
}

function parameterType(api: Api, statement: DuckDBPreparedStatement, index: number): DuckDBType | undefined {
  const id = statement.parameterTypeId(index)
  if (Number(id) === 0 || id === api.DuckDBTypeId.ANY || id === api.DuckDBTypeId.SQLNULL) return undefined
  return statement.parameterType(index)
}
