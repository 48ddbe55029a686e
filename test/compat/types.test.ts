import { promisify } from 'node:util'
import duckdb from '@duckshift/runtime/compat/duckdb'
import {
  Connection,
  Database,
  type QueryResult,
  type TableData,
} from '@duckshift/runtime/compat/duckdb-async'
import { expect, expectTypeOf, it } from 'vitest'

/** Compiles against the real packages' types as well. */
it('the types are the ones that code was written against', async () => {
  const opened: duckdb.Database = new duckdb.Database(':memory:', { threads: '2' }, (error) => {
    if (error) throw error
  })
  opened.all('select ?', 1, (error: duckdb.DuckDbError | null, rows: duckdb.TableData) => {
    expect([error, rows.length]).toEqual([null, 1])
  })
  opened.each('select 1 as a', (error, row) => {
    expect([error, row.a]).toEqual([null, 1])
  })
  const connection: duckdb.Connection = opened.connect()
  const statement: duckdb.Statement = connection.prepare('select ?::integer as v', (error, prepared) => {
    expect([error, prepared.sql]).toEqual([null, 'select ?::integer as v'])
  })
  statement.run(1).run(2)
  expect(() => opened.get('select 1', (error, row) => [error, row])).toThrow(/not implemented/)
  const rows: duckdb.QueryResult = opened.stream('select 1')
  expectTypeOf(rows).toExtend<AsyncIterable<duckdb.RowData>>()
  await promisify(opened.wait.bind(opened))()
  expectTypeOf(statement.columns()).toExtend<duckdb.ColumnInfo[] | null>()

  const db = await Database.create(':memory:', { access_mode: 'READ_WRITE' })
  const table: TableData = await db.all('select 1 as a')
  const streamed: QueryResult = db.stream('select 1 as a')
  for await (const row of streamed) expect(row).toEqual(table[0])
  const own: Connection = await Connection.create(db)
  await own.close()
  await db.close()
})
