import { DuckDBInstance } from '@duckdb/node-api'
import { expect, it } from 'vitest'
import { writtenTables } from './written-tables.js'

const schema = `create table a(i int primary key, v int); create table b(i int); create schema s;
  create table s.c(i int); create table "odd ""name"(i int); create table "from"(i int)`

const single = [
  ['insert into a values (1, 2)', 'a'],
  ['INSERT OR REPLACE INTO main.a SELECT i, i FROM b', 'a'],
  ['insert or ignore into "a" by name select 1 as i', 'a'],
  ['with x as (select * from b) insert into s.c select i from x', 'c'],
  ['with x as (select * from b where i in (select i from a)) update a set v = 1 where i in (from x)', 'a'],
  ['update a as t set v = (select max(i) from b)', 'a'],
  ['delete from "odd ""name" where i = 1', 'odd "name'],
  ['delete from a using b where a.i = b.i', 'a'],
  ['truncate b', 'b'],
  ['/* insert into b */ insert into memory.s.c values (1) -- delete from a', 'c'],
  [
    'merge into a using b on a.i = b.i when matched then delete when not matched then insert values (i, 0)',
    'a',
  ],
  ['insert into a values (1, 2) on conflict do update set v = excluded.v returning *', 'a'],
  ["insert into b select length('insert into a')", 'b'],
  ['insert into "from" values (1)', 'from'],
  ['explain analyze insert into a values (9, 9)', 'a'],
  ['INSERT INTO A VALUES (3, 4)', 'a'],
] as const

it.each(single)('%s writes %s', (sql, table) => {
  expect(writtenTables([{ sql }])).toEqual(new Set([table]))
})

/** The tables of the nodes that write. */
function writersIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const {
    type,
    table_info: info,
    table,
  } = value as { type?: string; table_info?: { table: string }; table?: unknown }
  const isWriter = /^LOGICAL_(INSERT|UPDATE|DELETE|MERGE_INTO)$/.test(type ?? '')
  const own = isWriter ? [String(info?.table ?? table).toLowerCase()] : []
  return [...own, ...Object.values(value).flatMap(writersIn)]
}

it('agrees with the plan that DuckDB makes of each', async () => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(schema)
  for (const [sql, table] of single) {
    const statement = sql.replace(/^explain analyze /, '')
    const reader = await connection.runAndReadAll(
      `select json_serialize_plan('${statement.replaceAll("'", "''")}', optimize := false) as plan`,
    )
    const plan = JSON.parse(String(reader.getRowObjectsJS()[0]!.plan))
    expect(plan.error, sql).toBe(false)
    expect(writersIn(plan.plans), sql).toEqual([table])
  }
  connection.closeSync()
  instance.closeSync()
})

it.each([
  ['begin; insert into a values (1); delete from b; commit', ['a', 'b']],
  ['begin; select 1; commit', []],
  ["copy a from 'x.csv'", ['a']],
  ["copy (select * from a) to 'x.csv'", []],
  ["copy a to 'x.csv'", []],
  ['checkpoint', []],
])('%s writes %j', (sql, tables) => {
  expect(writtenTables([{ sql }])).toEqual(new Set(tables))
})

it.each([
  'create table d(i int)',
  'drop view v',
  'alter table a add column w int',
  "attach 'x.db'",
  'execute p(1)',
  "import database 'x'",
  'begin; insert into a values (1); drop table b; commit',
  'something unheard of',
])('nobody knows what %s writes', (sql) => {
  expect(writtenTables([{ sql }])).toBe('all')
})

it('takes what a bulk append says of itself', () => {
  const writes = [{ sql: 'x', tables: ['s.C'] }, { sql: 'update a set v = 1' }]
  expect(writtenTables(writes)).toEqual(new Set(['c', 'a']))
})
