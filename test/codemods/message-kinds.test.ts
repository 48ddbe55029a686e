import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { type ConstraintError, Database, type DatabaseError } from '@duckshift/runtime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type MessageKind,
  messageKinds,
} from '../../codemods/src/phases/4-resilience/typed-errors/message-kinds.js'
import { satisfies, typeTestFor } from '../../codemods/src/phases/4-resilience/typed-errors/type-test.js'
import { classifyError } from '../../runtime/src/errors/classify-error.js'
import { temporaryFolder } from '../support/project.js'

const schema = `
  create table parent (id int primary key, a int, b int, unique (a, b));
  create table child (pid int references parent (id), n int not null, k int check (k > 0));
  create table named (name varchar unique);
  create table regions (code varchar, region varchar, primary key (code, region));
  create table codes (code varchar primary key);
  create table places (code varchar references codes (code), name varchar not null check (name != ''));
  create view v as select 1 as x;
  create index by_a on named (name);
  insert into parent values (1, 1, 1), (2, 2, 2);
  insert into child values (1, 1, 1);
  insert into named values ('x');
  insert into regions values ('x', 'y');
  insert into codes values ('x');
  insert into places values ('x', 'here')`

type Provocation =
  | string
  /** One transaction does the first, another the second, and, where asked, both commit. */
  | { readonly first: string; readonly second: string; readonly commit?: boolean }
  | (() => Promise<unknown>)

const folder = temporaryFolder()
let db: Database

beforeAll(async () => {
  db = await Database.open(':memory:', { pool: { max: 3 } })
  await db.script(schema)
})
afterAll(() => db.close())

/** How to get each sample of a kind from DuckDB, in order. */
const provocations: Readonly<Record<string, readonly Provocation[]>> = {
  'primary-key': ['insert into parent values (1, 9, 9)', "insert into regions values ('x', 'y')"],
  unique: ["insert into named values ('x')", 'insert into parent values (9, 1, 1)'],
  'unique-at-commit': [
    {
      first: 'insert into parent values (7, 7, 7)',
      second: 'insert into parent values (7, 8, 8)',
      commit: true,
    },
    { first: "insert into codes values ('q')", second: "insert into codes values ('q')", commit: true },
  ],
  'unique-at-append': [() => db.append('parent', [[1, 8, 8]]), () => db.append('regions', [['x', 'y']])],
  'no-such-parent': ['insert into child values (9, 1, 1)', "insert into places values ('z', 'there')"],
  'has-children': ['delete from parent where id = 1', "delete from codes where code = 'x'"],
  'not-null': ['insert into child values (1, null, 1)', 'insert into places values (null, null)'],
  check: ['insert into child values (1, 1, -1)', "insert into places values ('x', '')"],
  'conflict-on-update': [{ first: 'update child set k = 5', second: 'update child set k = 6' }],
  'conflict-on-deletion': [
    { first: 'update parent set a = 5 where id = 2', second: 'update parent set a = 6 where id = 2' },
  ],
  'altered-meanwhile': [
    { first: 'alter table child add column z int', second: 'insert into child values (1, 1, 1)' },
    { first: 'alter table places add column z int', second: "update places set name = 'q'" },
  ],
  'definition-conflict': [
    { first: 'alter table child add column z int', second: 'alter table child add column y int' },
    { first: 'create table made (i int)', second: 'create table made (i int)' },
  ],
  aborted: [() => inSession('begin', "select 'x'::int", 'select 1')],
  'begin-twice': [() => inSession('begin', 'begin')],
  'no-transaction': [() => inSession('commit'), () => inSession('rollback')],
  syntax: ['selec', 'updat'],
  incomplete: ['select'],
  'ends-early': ['select * from'],
  'syntax-with-parameters': [() => onDriver('selec ?', [1]), () => onDriver('updat ?', [1])],
  'no-such-table': ['select * from nope', 'insert into zzz values (1)'],
  'no-such-schema-of-table': ['select * from nope.parent'],
  'no-such-function': ['select nofunction(1)'],
  'no-such-type': ['select 1::notype'],
  'no-such-sequence': ["select nextval('nope')"],
  'no-such-schema': ['drop schema nope'],
  'table-exists': ['create table parent (i int)', 'create table child (i int)'],
  'view-exists': ['create view v as select 2'],
  'index-exists': ['create index by_a on parent (a)'],
  'column-exists': ['alter table regions add column code int'],
  'still-needed': ['drop table parent', 'drop table codes'],
  'no-such-setting': ['set nosuch = 1'],
  'no-such-database-to-use': ['use nope'],
  'no-such-column': ['select nope from parent'],
  'no-such-target-column': ['insert into parent (id, zz) values (1, 2)'],
  'value-count': ['insert into parent values (1, 2)', 'insert into parent select 1'],
  'negative-limit': ['select * from range(10) limit -1'],
  'ambiguous-column': ['select id from parent p join parent q on true'],
  'no-such-prepared-statement': ['execute nosuchp', 'execute other'],
  'no-parameters': ['select $1::int'],
  'parameters-missing': [() => onDriver('select ?::int', []), () => onDriver('select ?::int, ?::int', [1])],
  'not-a-number': ["select 'x'::int", "select 'y'::bigint"],
  'not-a-date': ["select 'x'::date"],
  'does-not-fit': ['select 300::tinyint'],
  overflow: ['select 2147483647::int + 1::int'],
  'out-of-range': ['select ln(0)'],
  'malformed-json': ["select json_extract('{', '$.a')"],
  'bad-pattern': ["select regexp_matches('a', '(')"],
  'raised-by-sql': ["select error('boom')", "select error('no stock left')"],
  'read-only': [() => readOnly('insert into t values (1)'), () => readOnly('create table u (i int)')],
  'no-such-file': ["select * from read_csv('/nowhere/at/all.csv')"],
  'file-not-opened': ["copy parent to '/nowhere/x.csv'"],
  'no-such-database': [() => Database.open('/nowhere/none.duckdb', { readOnly: true })],
  'database-not-opened': ["attach '/nowhere/at/all.db'"],
  locked: [locked],
  'out-of-memory': [outOfMemory],
  interrupted: [interrupted],
  'checkpoint-failed': [() => fatal('checkpoint')],
  invalidated: [() => fatal('checkpoint', 'select 1')],
  disconnected: [closedConnection],
  'instance-closed': [closedInstance],
}

async function inSession(...statements: string[]): Promise<void> {
  const connection = await db.connect()
  try {
    for (const [index, sql] of statements.entries()) {
      const running = connection.execute(sql)
      if (index < statements.length - 1) await running.catch(() => undefined)
      else await running
    }
  } finally {
    await connection.release()
  }
}

async function meet({ first, second, commit }: Exclude<Provocation, string | (() => unknown)>) {
  const [one, two] = [await db.connect(), await db.connect()]
  try {
    await one.execute('begin')
    await two.execute('begin')
    await one.execute(first)
    await two.execute(second)
    if (!commit) return
    await one.execute('commit')
    await two.execute('commit')
  } finally {
    await one.release()
    await two.release()
  }
}

async function readOnly(sql: string): Promise<void> {
  const file = join(folder, 'read.duckdb')
  const writer = await Database.open(file)
  await writer.execute('create table if not exists t (i int)')
  await writer.close()
  const reader = await Database.open(file, { readOnly: true })
  await reader.execute(sql).finally(() => reader.close())
}

async function locked(): Promise<void> {
  const file = join(folder, 'held.duckdb')
  const program = `
    import { DuckDBInstance } from '@duckdb/node-api'
    const instance = await DuckDBInstance.create(process.argv[1])
    console.log('ready')
    setInterval(() => instance, 1000)`
  const holder = spawn(process.execPath, ['--input-type=module', '-e', program, file], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(holder.stdout, 'data')
  try {
    await (await Database.open(file)).close()
  } finally {
    holder.kill()
    await once(holder, 'exit')
  }
}

async function outOfMemory(): Promise<void> {
  const small = await Database.open(':memory:', { memoryLimit: '10MB', config: { temp_directory: '' } })
  await small
    .query('select count(*) from (select distinct range, hash(range)::varchar || range from range(5000000))')
    .finally(() => small.close())
}

async function interrupted(): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const running = connection.run('select count(*) from range(100000000000) t(a) where a % 7 = 3')
  const repeat = setInterval(() => connection.interrupt(), 5)
  await running.finally(() => clearInterval(repeat))
}

async function fatal(...statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(join(folder, `fatal-${statements.length}.duckdb`))
  const connection = await instance.connect()
  await connection.run("create table t (i int); set debug_checkpoint_abort = 'before_header'")
  try {
    for (const [index, sql] of statements.entries()) {
      const running = connection.run(sql)
      if (index < statements.length - 1) await running.catch(() => undefined)
      else await running
    }
  } finally {
    connection.disconnectSync()
    instance.closeSync()
  }
}

/** As legacy clients run a statement with parameters, in one call. */
async function onDriver(sql: string, parameters: number[]): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(sql, parameters).finally(() => connection.disconnectSync())
}

async function closedConnection(): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  connection.disconnectSync()
  await connection.run('select 1')
}

async function closedInstance(): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  instance.closeSync()
  await instance.connect()
}

async function provoke(provocation: Provocation): Promise<DatabaseError> {
  const running =
    typeof provocation === 'string'
      ? db.script(provocation)
      : typeof provocation === 'function'
        ? provocation()
        : meet(provocation)
  return classifyError(
    await running.then(
      () => new Error('nothing failed'),
      (error) => error,
    ),
  )
}

/** A message without what differs from machine to machine, and without the help that follows it. */
const told = (message: string) =>
  message
    .split('\n')[0]!
    .replace(/file "[^"]*"/, 'file "…"')
    .replace(/database "\/[^"]*"/, 'database "…"')
    .replace(/held in .*/, 'held in …')
    .replace(/duplicate key "\w+"/, 'duplicate key "…"')
    .replace(/[\d.]+ [KM]iB/g, '… KiB')

describe('every kind of message is what DuckDB says', () => {
  it('has a way to provoke each sample', () => {
    expect(Object.keys(provocations).sort()).toEqual(messageKinds.map((kind) => kind.id).sort())
  })

  it.each(messageKinds.map((kind) => [kind.id, kind] as const))(
    '%s',
    { timeout: 60_000 },
    async (id, kind) => {
      for (const [index, provocation] of provocations[id]!.entries()) {
        const error = await provoke(provocation)
        expect(told(error.message)).toBe(told(kind.samples[index]!))
        expect({ code: error.code, category: error.category }).toEqual({
          code: kind.code,
          category: kind.category,
        })
        expect((error as ConstraintError).constraint).toBe(kind.constraint)
      }
    },
  )
})

describe('typeTestFor', () => {
  const has = (text: string | RegExp) => (error: { message: string }) =>
    typeof text === 'string' ? error.message.includes(text) : text.test(error.message)

  it.each([
    ['Constraint Error', 'ConstraintError', undefined],
    ['Duplicate key', 'ConstraintError', ['unique']],
    [/Duplicate key|violates primary key/, 'ConstraintError', ['unique']],
    ['NOT NULL constraint', 'ConstraintError', ['not-null']],
    ['CHECK constraint failed', 'ConstraintError', ['check']],
    [/foreign key constraint/i, 'ConstraintError', ['foreign-key']],
    ['Catalog Error', 'DatabaseError', ['catalog']],
    ['Out of Memory Error', 'DatabaseError', ['out-of-memory']],
    ['INTERRUPT Error', 'DatabaseError', ['interrupted']],
    ['Could not set lock', 'DatabaseError', ['locked']],
    ['FATAL Error', 'DatabaseError', ['fatal']],
    ['IO Error', 'DatabaseError', ['io', 'locked']],
    [/Conflict on|Transaction conflict|write-write conflict/, 'ConflictError', undefined],
  ])('%s: %s %s', (text, className, values) => {
    const outcome = typeTestFor(has(text))
    expect(outcome).toMatchObject({ test: { className, ...(values && { values }) }, onlyDuckDB: true })
    if (!('test' in outcome)) return
    const differing = (kind: MessageKind) =>
      kind.samples.some((message) => has(text)({ message }) !== satisfies(outcome.test, kind))
    expect(messageKinds.filter((kind) => differing(kind) && !kind.lateFormOf)).toEqual([])
  })

  it.each([
    ['does not exist', 'no-such-type'],
    ['already exists', 'no-such-type'],
    ['violates primary key', 'no-such-type'],
    ['Conflict on update', 'no-such-type'],
    ['Duplicate key "id', 'text-tells-names'],
    ['table "child"', 'text-tells-names'],
    ['ECONNREFUSED', 'foreign'],
  ])('%s: %s', (text, refused) => {
    expect(typeTestFor(has(text))).toMatchObject({ refused })
  })

  it('knows what a statement cannot say', () => {
    expect(typeTestFor(has('does not exist'), new Set(['select']))).toMatchObject({
      test: { className: 'DatabaseError', values: ['catalog'] },
      onlyDuckDB: false,
    })
  })
})
