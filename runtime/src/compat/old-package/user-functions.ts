import * as api from '@duckdb/node-api'
import {
  ANY,
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
} from '@duckdb/node-api'
import { toDriverValue } from '../../binding/driver-value.js'
import type { ConnectionCore } from './database-core.js'
import { functionError, unsupported } from './old-error.js'
import { converterOf } from './old-values.js'
import type { Anything } from './types.js'

export type UserFunction = (...args: Anything[]) => Anything

interface Slot {
  fun: UserFunction | undefined
  readonly returnType: string
}

/** Functions of a database that are written in JavaScript. The driver cannot drop one, so each can be emptied and filled. */
export class UserFunctions {
  readonly #slots = new Map<string, Slot>()

  /** Throws TypeError for a name that is taken. */
  register(core: ConnectionCore, name: string, returnType: string, fun: UserFunction): void {
    if (typeof name !== 'string' || typeof returnType !== 'string' || typeof fun !== 'function')
      throw new TypeError('Holding it wrong')
    const known = this.#slots.get(name)
    if (known?.fun) throw new TypeError('UDF with this name already exists')
    if (known && known.returnType !== returnType) {
      throw unsupported('Registering a function again with another type', 'Give it another name.')
    }
    if (known) {
      known.fun = fun
      return
    }
    const slot: Slot = { fun, returnType }
    this.#slots.set(name, slot)
    core.call('', (connection) => create(connection, name, slot)).catch(() => this.#slots.delete(name))
  }

  unregister(core: ConnectionCore, name: string): Promise<void> {
    if (typeof name !== 'string') throw new TypeError('Holding it wrong')
    return core.call('', async () => {
      const slot = this.#slots.get(name)
      if (slot) slot.fun = undefined
    })
  }
}

async function create(connection: DuckDBConnection, name: string, slot: Slot): Promise<void> {
  const probe = await connection.prepare(`select null::${slot.returnType}`)
  const type = probe.columnType(0)
  probe.destroySync()
  const scalar = DuckDBScalarFunction.create({
    name,
    returnType: type,
    varArgsType: ANY,
    // NULL is a value like any other for the function.
    specialHandling: true,
    mainFunction(info, input, output) {
      try {
        const { fun } = slot
        if (!fun) throw new Error(`Catalog Error: Scalar Function with name ${name} does not exist!`)
        const columns = Array.from({ length: input.columnCount }, (_, index) => {
          const vector = input.getColumnVector(index)
          return { vector, convert: argumentConverter(vector.type) }
        })
        for (let row = 0; row < input.rowCount; row += 1) {
          const args = columns.map(({ vector, convert }) => {
            const item = vector.getItem(row)
            return convert ? convert(item) : item
          })
          output.setItem(row, resultOf(fun(...args), type))
        }
        output.flush()
      } catch (error) {
        info.setError(functionError(error))
      }
    },
  })
  connection.registerScalarFunction(scalar)
}

/** A TIMESTAMP arrives as its microseconds; everything else as it would in a row. */
function argumentConverter(type: DuckDBType): ((value: Anything) => unknown) | undefined {
  if (type.typeId !== DuckDBTypeId.TIMESTAMP) return converterOf(type)
  return (value: DuckDBTimestampValue | null) => value?.micros ?? null
}

const wholeNumbers: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
])

function resultOf(value: unknown, type: DuckDBType) {
  if (value === undefined || value === null) return null
  if (wholeNumbers.has(type.typeId)) return Math.trunc(Number(value))
  if (type.typeId === DuckDBTypeId.TIMESTAMP && typeof value === 'bigint')
    return new api.DuckDBTimestampValue(value)
  if (type.typeId === DuckDBTypeId.BOOLEAN) return Boolean(value)
  return toDriverValue(api, value, type)
}
