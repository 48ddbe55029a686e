// A walk through the API of duckdb and duckdb-async, printed. On the compatibility modules: node test/compat/tour.mjs
// On the real packages: node test/compat/tour.mjs FOLDER, where FOLDER holds node_modules/duckdb-async.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { inspect, promisify } from 'node:util'

const [packages] = process.argv.slice(2)
const load = packages
  ? createRequire(join(resolve(packages), 'package.json'))
  : async (name) => (await import(`@duckshift/runtime/compat/${name}`)).default
const duckdb = await load('duckdb')
const { Connection, Database, OPEN_READONLY } = await load('duckdb-async')

const folder = mkdtempSync(join(tmpdir(), 'duckshift-tour-'))
const file = (name) => join(folder, name)

function print(title, value) {
  const text = inspect(value, { depth: 8, compact: 3, breakLength: 110, maxArrayLength: 20 })
  console.log(`${title}: ${text.replaceAll(folder, '<folder>')}`)
}

async function failure(work) {
  try {
    await work()
    return 'no error'
  } catch (error) {
    const { code, errno, errorType, message } = error
    return { code, errno, errorType, message: message.split('\n')[0] }
  }
}

async function schema() {
  const db = await Database.create(file('shop.db'))
  await db.exec(`
    CREATE TYPE status AS ENUM ('open', 'paid', 'sent');
    CREATE SEQUENCE order_ids START 1000;
    CREATE TABLE customers (
      id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, email VARCHAR UNIQUE, born DATE, balance DECIMAL(12, 2) DEFAULT 0,
      tags VARCHAR[], address STRUCT(street VARCHAR, city VARCHAR, geo DOUBLE[2]), settings MAP(VARCHAR, VARCHAR),
      picture BLOB, active BOOLEAN DEFAULT true
    );
    CREATE TABLE orders (
      id BIGINT PRIMARY KEY DEFAULT nextval('order_ids'), customer INTEGER REFERENCES customers (id), status status,
      placed TIMESTAMP, total DOUBLE CHECK (total >= 0), lines STRUCT(sku VARCHAR, n USMALLINT)[], ref UUID, took INTERVAL
    );
    CREATE VIEW open_orders AS SELECT * FROM orders WHERE status = 'open';
    CREATE MACRO gross(net) AS round(net * 1.19, 2);
  `)
  print('tables', await db.all('SELECT table_name, table_type FROM information_schema.tables ORDER BY ALL'))
  print('table_info', await db.all("PRAGMA table_info('orders')"))
  return db
}

async function writing(db) {
  const insert = await db.prepare(
    `INSERT INTO customers (id, name, email, born, balance, tags, address, settings, picture)
     VALUES (?, ?, ?, ?, ?, string_split(?, '|'), {'street': ?, 'city': ?, 'geo': [?, ?]}, MAP {'lang': ?, 'mode': 'dark'}, ?)`,
  )
  const people = [
    [
      1,
      'Ada',
      'ada@example.org',
      new Date('1985-12-10T00:00:00Z'),
      120.5,
      'vip|early',
      'Main St 1',
      'Bonn',
      50.7,
      7.1,
      'de',
      Buffer.from('ada'),
    ],
    [2, 'Bob "B"', null, null, -3.25, 'new', "O'Hara Rd", 'Cork', 51.9, -8.5, 'en', null],
    [
      3,
      'Çelik Ö',
      'c@example.org',
      '2001-02-28',
      0,
      '',
      'Yol 3',
      'İzmir',
      38.4,
      27.1,
      'tr',
      new Uint8Array([1, 2, 3]),
    ],
  ]
  for (const person of people) await insert.run(...person)
  await insert.finalize()
  print('customers', await db.all('SELECT * FROM customers ORDER BY id'))
  print(
    'insert returning',
    await db.all("INSERT INTO customers (id, name) VALUES (4, 'Dee') RETURNING id, name, balance, active"),
  )
  print('update', await db.all('UPDATE customers SET balance = balance + ? WHERE balance < ?', 10, 5))
  print('no match', await db.all('DELETE FROM customers WHERE id = ?', 99))
  await db.run(
    "INSERT INTO orders (customer, status, placed, total, lines, ref, took) VALUES (?, ?, ?, ?, [{'sku': 'A', 'n': 2}, {'sku': 'B', 'n': ?}], ?, ?::INTERVAL)",
    1,
    'open',
    new Date('2024-03-01T09:15:30.250Z'),
    59.9,
    3,
    'c0ffee00-0000-4000-8000-00000000000a',
    '2 days 3 hours',
  )
  await db.run(
    "INSERT INTO orders (customer, status, total) VALUES (?, 'paid', ?), (?, 'sent', ?)",
    2,
    10,
    1,
    1e6,
  )
  print('orders', await db.all('SELECT * FROM orders ORDER BY id'))
  print('view', await db.all('SELECT id, status FROM open_orders'))
  print('macro', await db.all('SELECT gross(total) AS gross FROM orders ORDER BY id'))
}

async function reading(db) {
  print(
    'count and sums',
    await db.all(
      'SELECT count(*) AS n, sum(total) AS sum, avg(total) AS mean, sum(customer) AS s FROM orders',
    ),
  )
  print(
    'group',
    await db.all(
      'SELECT status, count(*) AS n, list(id ORDER BY id) AS ids FROM orders GROUP BY ALL ORDER BY ALL',
    ),
  )
  print(
    'join',
    await db.all(
      'SELECT c.name, o.id FROM customers c LEFT JOIN orders o ON o.customer = c.id ORDER BY c.id, o.id',
    ),
  )
  print(
    'window',
    await db.all(
      'SELECT id, row_number() OVER (PARTITION BY customer ORDER BY id) AS r FROM orders ORDER BY id',
    ),
  )
  print(
    'cte',
    await db.all(
      'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < ?) SELECT * FROM t',
      5,
    ),
  )
  print(
    'pivot',
    await db.all(
      "PIVOT orders ON status IN ('open', 'paid') USING count(*) GROUP BY customer ORDER BY customer",
    ),
  )
  print('unnest', await db.all('SELECT unnest(lines, recursive := true) FROM orders WHERE lines IS NOT NULL'))
  print(
    'json',
    await db.all(`SELECT '{"a": [1, {"b": null}]}'::JSON AS j, json_extract('{"a": 5}', '$.a') AS five`),
  )
  print(
    'extremes',
    await db.all(`SELECT 9223372036854775807 AS big, (-170141183460469231731687303715884105728)::HUGEINT AS huge,
    123456789012345.678::DECIMAL(18,3) AS dec, 'NaN'::DOUBLE AS nan, '-inf'::FLOAT AS inf, 255::UTINYINT AS tiny`),
  )
  print(
    'times',
    await db.all(`SELECT DATE '1969-12-31' AS d, TIME '23:59:59.5' AS t, TIMESTAMP '1969-12-31 23:59:59.9999' AS ts,
    TIMESTAMPTZ '2024-01-01 00:00:00+05' AS tz, INTERVAL 14 MONTH AS i, TIMESTAMP_NS '2024-01-01 00:00:00.123456789' AS ns`),
  )
  print(
    'nested',
    await db.all(`SELECT [[1], [], NULL] AS l, {'a': {'b': [1, 2]}} AS s, MAP {'k': {'x': 'y z'}} AS m,
    ['a', 'b']::VARCHAR[2] AS a, union_value(n := 7) AS u, '101'::BIT AS bits`),
  )
  print('duplicate columns', await db.all('SELECT 1 AS a, 2 AS a, 3 AS b'))
  print('empty', await db.all('SELECT * FROM orders WHERE false'))
  print(
    'several statements',
    await db.all(
      'CREATE TEMP TABLE steps (n INTEGER); INSERT INTO steps VALUES (1), (2); SELECT sum(n) AS s FROM steps',
    ),
  )
  print('temporary table', await db.all('SELECT n FROM steps ORDER BY n'))
}

async function parameters(db) {
  const values = [
    'text',
    7,
    2 ** 31,
    1.5,
    -0,
    true,
    null,
    new Date('2024-02-29T00:00:00Z'),
    new Date(1),
    Buffer.from('xyz'),
    [1, 2],
    { a: 1 },
    /re/g,
  ]
  for (const value of values) {
    print(`parameter ${inspect(value)}`, await db.all('SELECT ? AS v, typeof(?) AS t', value, value))
  }
  print('undefined is left out', await db.all('SELECT ? AS v', undefined, 'next'))
  print('numbered', await db.all('SELECT $2 AS b, $1 AS a, $1 AS again', 1, 'two'))
  print('too few', await failure(() => db.all('SELECT ? AS a, ? AS b', 1)))
  print('too many', await failure(() => db.all('SELECT ? AS a', 1, 2)))
}

async function errors(db) {
  const wrong = {
    parser: 'SELEC 1',
    catalog: 'SELECT * FROM nowhere',
    binder: 'SELECT missing FROM orders',
    conversion: "SELECT 'x'::INTEGER",
    range: 'SELECT 1000::UTINYINT',
    unique: "INSERT INTO customers (id, name, email) VALUES (9, 'X', 'ada@example.org')",
    check: 'INSERT INTO orders (customer, total) VALUES (1, -1)',
    foreign: 'INSERT INTO orders (customer) VALUES (77)',
    notNull: 'INSERT INTO customers (id) VALUES (8)',
    io: "SELECT * FROM read_csv('/nowhere/at/all.csv')",
    transaction: 'COMMIT',
    empty: '',
  }
  for (const [kind, sql] of Object.entries(wrong)) print(`error ${kind}`, await failure(() => db.all(sql)))
  print(
    'error of exec',
    await failure(() =>
      db.exec('INSERT INTO steps VALUES (3); SELECT * FROM nowhere; INSERT INTO steps VALUES (4)'),
    ),
  )
  print('error of prepare', await failure(() => db.prepare('SELECT missing')))
  print('what exec did before', await db.all('SELECT n FROM steps ORDER BY n'))
}

async function transactions(db) {
  await db.run('BEGIN TRANSACTION')
  await db.run('DELETE FROM orders WHERE customer = 1')
  print('inside', await db.all('SELECT count(*) AS n FROM orders'))
  const other = await db.connect()
  print('outside', await other.all('SELECT count(*) AS n FROM orders'))
  await db.run('ROLLBACK')
  print('rolled back', await db.all('SELECT count(*) AS n FROM orders'))
  await other.exec('BEGIN; UPDATE customers SET balance = 1 WHERE id = 2')
  print('conflict', await failure(() => db.run('UPDATE customers SET balance = 2 WHERE id = 2')))
  await other.exec('COMMIT')
  await db.run('BEGIN')
  print('aborts', await failure(() => db.run("INSERT INTO customers (id, name) VALUES (1, 'again')")))
  print('aborted', await failure(() => db.all('SELECT 1')))
  await db.run('ROLLBACK')
  await other.close()
  print('a closed connection', await failure(() => other.all('SELECT 1')))
}

async function connections(db) {
  const first = await Connection.create(db)
  const second = await db.connect()
  await first.exec(
    "CREATE TEMP TABLE mine AS SELECT 42 AS answer; SET VARIABLE who = 'first'; SET schema = 'main'",
  )
  print('own temporary table', await first.all('SELECT * FROM mine'))
  print('not of the other', await failure(() => second.all('SELECT * FROM mine')))
  print('own variable', [
    await first.all("SELECT getvariable('who') AS v"),
    await second.all("SELECT getvariable('who') AS v"),
  ])
  const statement = second.prepareSync('SELECT ? * ? AS product')
  print('prepareSync', [await statement.all(6, 7), await statement.all(2, 0.5)])
  print('columns', statement.columns())
  const inserts = await first.prepare('INSERT INTO mine VALUES (?)')
  inserts.runSync(43).runSync(44)
  await inserts.run(45)
  await inserts.finalize()
  print('runSync', await first.all('SELECT answer FROM mine ORDER BY 1'))
  await Promise.all([first.close(), second.close()])
}

async function rowByRow(db) {
  const rows = []
  db.each('SELECT id, status FROM orders ORDER BY id', (error, row) => rows.push(error ?? row))
  for (let waited = 0; rows.length < 3 && waited < 10_000; waited += 50)
    await new Promise((done) => setTimeout(done, 50))
  print('each', rows)
  const streamed = []
  for await (const row of db.stream('SELECT range AS n, repeat(?, range::INTEGER) AS s FROM range(4)', 'x'))
    streamed.push(row)
  print('stream', streamed)
  let sum = 0
  for await (const { n } of db.stream('SELECT range AS n FROM range(20000)')) sum += Number(n)
  print('stream of many', sum)
  print(
    'stream of an error',
    await failure(async () => {
      for await (const row of db.stream('SELECT * FROM nowhere')) print('row', row)
    }),
  )
}

async function functions(db) {
  db.register_udf('slug', 'varchar', (text) =>
    text === null ? null : text.toLowerCase().replace(/\W+/g, '-'),
  )
  db.register_udf('plus', 'integer', (a, b) => a + b)
  db.register_udf('refuses', 'integer', () => {
    throw new Error('not today')
  })
  print('own function', await db.all('SELECT slug(name) AS slug FROM customers ORDER BY id'))
  print('with two arguments', await db.all('SELECT plus(range::INTEGER, 10) AS n FROM range(3)'))
  print('that throws', await failure(() => db.all('SELECT refuses()')))
  await db.unregister_udf('plus')
  print('unregistered', (await failure(() => db.all('SELECT plus(1, 2)'))).message)
}

async function files(db) {
  writeFileSync(file('in.csv'), 'id,name,when\n1,"a, b",2024-01-01\n2,,2024-02-01\n')
  print('csv', await db.all(`SELECT * FROM read_csv('${file('in.csv')}') ORDER BY id`))
  print(
    'copy',
    await db.all(`COPY (SELECT id, name FROM customers ORDER BY id) TO '${file('out.csv')}' (HEADER)`),
  )
  print('the file', readFileSync(file('out.csv'), 'utf8'))
  await db.exec(`COPY orders TO '${file('orders.parquet')}' (FORMAT parquet)`)
  print(
    'parquet',
    await db.all('SELECT count(*) AS n, max(placed) AS last FROM read_parquet(?)', file('orders.parquet')),
  )
  await db.exec(
    `ATTACH '${file('other.db')}' AS other; CREATE TABLE other.t AS SELECT 1 AS one; DETACH other`,
  )
  await db.wait()
  await db.close()
  print('after close', await failure(() => db.all('SELECT 1')))
  const again = await Database.create(file('shop.db'), OPEN_READONLY)
  print('opened again', await again.all('SELECT count(*) AS n FROM customers'))
  print('read-only', await failure(() => again.run('DELETE FROM orders')))
  await again.close()
  const tuned = await Database.create(file('shop.db'), { threads: '2', default_order: 'DESC' })
  print(
    'settings',
    await tuned.all("SELECT current_setting('threads') AS threads, n FROM (VALUES (1), (2)) t(n) ORDER BY n"),
  )
  await tuned.close()
}

/** The same in the older style. */
async function callbacks() {
  print(
    'constants',
    Object.entries(duckdb)
      .filter(([, value]) => typeof value === 'number')
      .sort(),
  )
  const db = await new Promise((done, fail) => {
    const opening = new duckdb.Database(':memory:', (error) => (error ? fail(error) : done(opening)))
  })
  const exec = promisify(db.exec.bind(db))
  const all = promisify(db.all).bind(db)
  await exec('CREATE TABLE t (i INTEGER, s VARCHAR)')
  const log = []
  const heard = (name) => (error, rows) => log.push([name, error?.errorType ?? null, rows ?? null])
  const statement = db.prepare('INSERT INTO t VALUES (?, ?)')
  for (let i = 0; i < 3; i += 1) statement.run(i, `s${i}`, heard(`insert ${i}`))
  statement.run('x', 'y', heard('wrong insert'))
  statement.finalize()
  db.run('UPDATE t SET s = upper(s)', heard('run'))
  db.all('SELECT * FROM t WHERE i >= ? ORDER BY i', 1, heard('all'))
  db.exec('SELECT 1; SELECT nothing', heard('exec'))
  const connection = db.connect()
  connection.all('SELECT count(*) AS n FROM t', heard('connection'))
  connection.run('BEGIN').run('DELETE FROM t')
  connection.all('SELECT count(*) AS n FROM t', heard('in the transaction'))
  connection.run('ROLLBACK', heard('rollback'))
  db.all('SELECT max(i) AS m FROM t', heard('after the rollback'))
  db.serialize(() => log.push(['serialize']))
  await promisify(db.wait.bind(db))()
  print('in the order of the calls', log)
  print('promisified', await all('SELECT s FROM t WHERE i = ?', 2))
  print('promisified error', await failure(() => all('SELECT * FROM nowhere')))
  print(
    'a statement twice',
    await promisify(statement.run.bind(statement))(9, 'nine').then(() => all('FROM t ORDER BY i')),
  )
  const stream = await db.prepare('SELECT range AS n FROM range(?)').stream(3)
  const rows = []
  for await (const row of stream) rows.push(row)
  print('stream of a statement', rows)
  await promisify(connection.close.bind(connection))()
  await promisify(db.close.bind(db))()
  print('closed', await failure(() => all('SELECT 1')))
}

const db = await schema()
await writing(db)
await reading(db)
await parameters(db)
await errors(db)
await transactions(db)
await connections(db)
await rowByRow(db)
await functions(db)
await files(db)
await callbacks()
rmSync(folder, { recursive: true })
