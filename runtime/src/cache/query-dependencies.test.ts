import { afterAll, beforeAll, expect, it } from 'vitest'
import { Database } from '../database.js'
import { DependencyAnalyzer } from './query-dependencies.js'

let db: Database
let analyzer: DependencyAnalyzer

beforeAll(async () => {
  db = await Database.open(':memory:')
  await db.script(`
    create table models(id int primary key, name varchar, age int);
    create schema s; create table s.Tags(model_id int, tag varchar);
    create view tagged as select * from models join s.tags on id = model_id;
    create view of_the_moment as select * from models where name = getvariable('who');
    create view above_it as select * from of_the_moment;
    create macro named(x) as table select * from models where name = x;
    create macro tagging(x) as (select count(*) from s.tags where tag = x);
    create sequence ids`)
  analyzer = new DependencyAnalyzer((sql) => db.query(sql))
})
afterAll(() => db.close())

it.each([
  ['select age from models where id = $1', ['models']],
  ['select * from tagged where id = $1', ['models', 'tags']],
  ['from named($name)', ['models']],
  ['select tagging(tag) from s.tags', ['tags']],
  ['with m as (select * from models) select count(*) from m', ['models']],
  ['select 1', []],
  ['select * from range(3), unnest([1])', []],
  ['select * from models where id in (select model_id from s.tags)', ['models', 'tags']],
  ['values (1), (2)', []],
  ['select * from models where false', ['models']],
  ["select age(timestamp '2020-01-01', timestamp '2021-01-01')", []],
  ["select 'now' || name from models", undefined],
])('%s depends on %j', async (sql, tables) => {
  const found = await analyzer.analyze(sql)
  if (tables) expect(found).toEqual({ tables })
  else expect(found).toHaveProperty('uncacheable')
})

it.each([
  'select now()',
  'select current_date, * from models',
  'select * from models order by random()',
  "select nextval('ids')",
  "select currval('ids')",
  'select uuid()',
  "select * from read_csv('x.csv')",
  "from 'x.parquet'",
  'select * from duckdb_tables()',
  'select * from information_schema.tables',
  "select getvariable('x')",
  "select current_setting('threads')",
  "select age(timestamp '2020-01-01')",
  'select localtimestamp',
  "select 'now'::timestamptz",
  'select * from models using sample 10%',
  'select * from above_it',
  'insert into models values (1)',
  'select 1; select 2',
  'describe models',
  'set threads = 1',
  'select * from no_such_table',
  'select txid_current()',
])('%s is never cached', async (sql) => {
  expect(await analyzer.analyze(sql)).toHaveProperty('uncacheable')
})

it('finds the tables though a parameter is of an open type', async () => {
  expect(await analyzer.analyze('select * from models where $1 is null or id = $1')).toHaveProperty(
    'uncacheable',
  )
  for (const [sql, parameters] of [
    ['select * from models where $1 is null or id = $1', [1]],
    ['select * from models where id = any($ids)', { ids: [1, 2] }],
    ['select age + ? from models', [1.5]],
    ['select * from models where ? is null', [null]],
  ] as const) {
    expect(await analyzer.analyze(sql, parameters)).toEqual({ tables: ['models'] })
  }
})

it('learns anew once it is told that the schema changed', async () => {
  await db.execute('create view later as select 1 as one')
  expect(await analyzer.analyze('from later')).toEqual({ tables: [] })
  await db.execute("create or replace view later as select getvariable('x') as one")
  analyzer.forgetSchema()
  expect(await analyzer.analyze('from later')).toHaveProperty('uncacheable')
})
