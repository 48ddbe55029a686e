import { BIGINT, DOUBLE, DuckDBInstance, VARCHAR } from '@duckdb/node-api'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { valueText } from './value-text.js'

const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: fc.constantFrom(...` '"\\()[]{},:;=\n\tnulNUL`), maxLength: 6 }),
)
const number = fc.oneof(
  fc.double(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => Math.fround(value)),
  fc.integer(),
  fc.constantFrom(1e15, 1e16, 9999999999999998, 1e-4, 1e-5, 123456789.125, -0),
)
const micros = fc.bigInt(-62_135_596_800_000_000n, 253_402_300_799_999_999n)

/** One statement that puts its parameters into every container. */
const values = `
  map {$1: $2, 'k': $1} as maps, [$1, $2] as lists, {'a': $1, 'y': [$2]} as structs, [$1, $2]::varchar[2] as arrays,
  map {'d': $3::double, 'f': 0} as doubles, [case when isfinite($3) then round($3 % 10000, 2)::float end] as floats, union_value(x := [{'q': $2}]) as unions,
  map {'t': make_timestamp($4::bigint)} as timestamps, [make_timestamp($4::bigint)::date] as dates,
  map {'t': make_timestamp($4::bigint)::time} as times, [($4::bigint % 1000000007)::decimal(18,4)] as decimals,
  [encode($1)] as blobs, [to_microseconds($4::bigint) + to_days(3)] as intervals, map {'u': md5($1)::uuid} as uuids`

it('writes nested values as DuckDB does', async () => {
  const instance = await DuckDBInstance.create()
  const connection = await instance.connect()
  await fc.assert(
    fc.asyncProperty(text, text, number, micros, async (first, second, double, time) => {
      fc.pre(first !== 'k' && !first.includes('\0') && !second.includes('\0'))
      const sql = `select *, columns(*)::varchar from (select ${values})`
      const types = [VARCHAR, VARCHAR, DOUBLE, BIGINT]
      const inner = await connection.run(sql, [first, second, double, time], types)
      const [row] = await inner.getRows()
      const count = row!.length / 2
      for (let column = 0; column < count; column += 1) {
        expect(valueText(row![column]!, inner.columnType(column)), inner.columnName(column)).toBe(
          row![count + column],
        )
      }
    }),
    { numRuns: 40 },
  )
  connection.closeSync()
  instance.closeSync()
})
