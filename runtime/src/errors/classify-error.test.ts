import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Database } from '../database.js'
import { classifyError } from './classify-error.js'
import { DatabaseError } from './database-error.js'

let folder: string
let db: Database

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duckshift-errors-'))
  db = await Database.open(':memory:', { pool: { max: 3 } })
  await db.script(`
    create table parent(id int primary key, a int, b int, unique(a, b));
    create table child(id int references parent(id), n int not null, k int check(k > 0));
    insert into parent values (1, 1, 1), (2, 2, 2);
    insert into child values (1, 1, 1)`)
})

afterAll(async () => {
  await db.close()
  await rm(folder, { recursive: true })
})

const failure = async (running: Promise<unknown>): Promise<DatabaseError> => {
  const error = await running.then(
    () => undefined,
    (reason) => reason,
  )
  expect(error).toBeInstanceOf(DatabaseError)
  return error
}

describe('what one statement meets', () => {
  test.each([
    ['insert into parent values (1, 9, 9)', { code: 'constraint', constraint: 'unique', columns: ['id'] }],
    [
      'insert into parent values (9, 1, 1)',
      { code: 'constraint', constraint: 'unique', columns: ['a', 'b'] },
    ],
    [
      'insert into child values (9, 1, 1)',
      { code: 'constraint', constraint: 'foreign-key', columns: ['id'] },
    ],
    ['delete from parent where id = 1', { code: 'constraint', constraint: 'foreign-key', columns: ['id'] }],
    [
      'insert into child values (1, null, 1)',
      { code: 'constraint', constraint: 'not-null', table: 'child', columns: ['n'] },
    ],
    ['insert into child values (1, 1, -1)', { code: 'constraint', constraint: 'check', table: 'child' }],
    ['selec', { code: 'syntax', category: 'statement' }],
    ['select nope from parent', { code: 'binder' }],
    ['select * from nope', { code: 'catalog' }],
    ['select nofunction(1)', { code: 'catalog' }],
    ['create table parent(i int)', { code: 'catalog' }],
    ["select 'x'::int", { code: 'conversion' }],
    ['select 300::tinyint', { code: 'conversion' }],
    ['select 9223372036854775807 + 1::bigint', { code: 'conversion' }],
    ["select error('boom')", { code: 'invalid-input' }],
    ['select 1 where (select i from range(3) t(i)) = 1', { code: 'invalid-input' }],
    ["from read_csv('/nowhere/at/all.csv')", { code: 'io', category: 'resource' }],
    ["attach '/nowhere/at/all.db'", { code: 'io' }],
    ['begin; begin', { code: 'transaction-state', category: 'transaction' }],
    ["begin; select 'x'::int", { code: 'conversion' }],
  ])('%s', async (sql, expected) => {
    const error = await failure(db.script(sql))
    expect(error).toMatchObject({ sql, retryable: false, ...expected })
    expect(error.cause).toBeInstanceOf(Error)
    expect(error.message.startsWith((error.cause as Error).message)).toBe(true)
  })

  test('an append of a key that exists', async () => {
    const error = await failure(
      db.append('parent', [
        [3, 3, 3],
        [1, 8, 8],
      ]),
    )
    expect(error).toMatchObject({ code: 'constraint', constraint: 'unique' })
  })

  test('memory that does not suffice', async () => {
    const small = await Database.open(':memory:', { memoryLimit: '20MB', config: { temp_directory: '' } })
    const error = await failure(
      small.query(
        'select count(*) from (select distinct range, hash(range)::varchar || range from range(5000000))',
      ),
    )
    expect(error).toMatchObject({ code: 'out-of-memory', category: 'resource' })
    await small.close()
  })

  test('an interrupt', async () => {
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    const running = connection.run('select count(*) from range(100000000000) t(a) where a % 7 = 3')
    const repeat = setInterval(() => connection.interrupt(), 5)
    const raw = await running.catch((error) => error)
    clearInterval(repeat)
    expect(classifyError(raw)).toMatchObject({ code: 'interrupted', category: 'cancelled' })
    connection.disconnectSync()
    expect(classifyError(await connection.run('select 1').catch((error) => error))).toMatchObject({
      code: 'closed',
    })
    instance.closeSync()
    expect(classifyError(await instance.connect().catch((error) => error))).toMatchObject({ code: 'closed' })
  })
})

describe('what two transactions meet', () => {
  /** The error of `second`, run while a transaction that did `first` is open. */
  const meeting = async (first: string, second: string, commitSecond = false) => {
    const [one, two] = [await db.connect(), await db.connect()]
    await one.execute('begin')
    await two.execute('begin')
    await one.execute(first)
    try {
      if (!commitSecond) return await failure(two.execute(second))
      await two.execute(second)
      await one.execute('commit')
      return await failure(two.execute('commit'))
    } finally {
      await one.release()
      await two.release()
    }
  }

  test.each([
    ['update parent set a = 5 where id = 2', 'update parent set a = 6 where id = 2'],
    ['alter table child add column z int', 'alter table child add column y int'],
    ['alter table child add column z int', 'insert into child values (1, 1, 1)'],
    ['create table made(i int)', 'create table made(i int)'],
  ])('%s against %s is a conflict', async (first, second) => {
    expect(await meeting(first, second)).toMatchObject({
      name: 'ConflictError',
      code: 'conflict',
      retryable: true,
    })
  })

  test('one key inserted by both is a constraint, found at the commit', async () => {
    const error = await meeting(
      'insert into parent values (7, 7, 7)',
      'insert into parent values (7, 8, 8)',
      true,
    )
    expect(error).toMatchObject({ code: 'constraint', constraint: 'unique', retryable: false })
  })

  test('a statement after a failed one', async () => {
    const connection = await db.connect()
    await connection.execute('begin')
    await connection.execute("select 'x'::int").catch(() => undefined)
    expect(await failure(connection.query('select 1'))).toMatchObject({ code: 'transaction-aborted' })
    await connection.release()
  })
})

describe('what the file meets', () => {
  test('another process that holds it, by its id', async () => {
    const file = join(folder, 'held.duckdb')
    const program = `
      import { DuckDBInstance } from '@duckdb/node-api'
      const instance = await DuckDBInstance.create(process.argv[1])
      await (await instance.connect()).run('create table t(i int)')
      console.log('ready')
      setInterval(() => instance, 1000)`
    const holder = spawn(process.execPath, ['--input-type=module', '-e', program, file], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(holder.stdout, 'data')
    try {
      const error = await failure(Database.open(file))
      expect(error).toMatchObject({ code: 'locked', category: 'connection', pid: holder.pid })
    } finally {
      holder.kill()
      await once(holder, 'exit')
    }
  })

  test('writing where it was opened to read, and reading where nothing is', async () => {
    const file = join(folder, 'read.duckdb')
    const writer = await Database.open(file)
    await writer.execute('create table t(i int)')
    await writer.close()
    const reader = await Database.open(file, { readOnly: true })
    expect(await failure(reader.execute('insert into t values (1)'))).toMatchObject({ code: 'read-only' })
    await reader.close()
    expect(await failure(Database.open(join(folder, 'none.duckdb'), { readOnly: true }))).toMatchObject({
      code: 'io',
    })
  })

  test('a fatal error', async () => {
    const instance = await DuckDBInstance.create(join(folder, 'fatal.duckdb'))
    const connection = await instance.connect()
    await connection.run(
      "create table t(i int); insert into t values (1); set debug_checkpoint_abort = 'before_header'",
    )
    for (const sql of ['checkpoint', 'select 1']) {
      const raw = await connection.run(sql).catch((error) => error)
      expect(classifyError(raw)).toMatchObject({ code: 'fatal', category: 'connection' })
    }
    connection.disconnectSync()
    instance.closeSync()
  })
})

test('what is no error of DuckDB stays what it was, and unknown', () => {
  const mine = new TypeError('mine')
  expect(classifyError(mine)).toMatchObject({ code: 'unknown', message: 'mine', cause: mine })
  const known = new DatabaseError('known', { code: 'closed' })
  expect(classifyError(known)).toBe(known)
})
