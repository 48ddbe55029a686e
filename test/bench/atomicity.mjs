// Transfers between accounts by concurrent request handlers: on one shared connection money appears and vanishes; in
// `db.transaction` it never does, although the transactions conflict. Exits 1 when an invariant is broken there.
import { setTimeout as sleep } from 'node:timers/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import { Database } from '@duckshift/runtime'
import { asJson, numberOption } from './support/options.mjs'

const transfers = numberOption('transfers', 100_000)
const flows = numberOption('flows', 16)
const accounts = 20
const opening = 1_000
const schema = `
  create table accounts(id int primary key, balance bigint not null);
  insert into accounts select range, ${opening} from range(${accounts});
  create table ledger(transfer int primary key, source int, target int, amount bigint)`
const debit = 'update accounts set balance = balance - $1 where id = $2'
const credit = 'update accounts set balance = balance + $1 where id = $2'
const total = 'select sum(balance)::int as total from accounts'

const whole = (below) => Math.floor(Math.random() * below)
function randomTransfer(number) {
  const source = whole(accounts)
  return {
    number,
    source,
    target: (source + 1 + whole(accounts - 1)) % accounts,
    amount: BigInt(1 + whole(50)),
  }
}

async function inFlows(count, concurrent, handle) {
  let started = 0
  const flow = async () => {
    while (started < count) {
      started += 1
      await handle(randomTransfer(started))
    }
  }
  await Promise.all(Array.from({ length: concurrent }, flow))
}

/** As it is written everywhere: BEGIN, the statements, COMMIT, and ROLLBACK when something fails. */
async function onSingleton() {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(schema)
  let acknowledged = 0
  let failed = 0
  const owed = Array(accounts).fill(BigInt(opening))
  await inFlows(200, 2, async ({ source, target, amount }) => {
    try {
      await connection.run('begin')
      await connection.run(debit, [amount, source])
      // Something else is asked in between, as handlers do.
      await sleep(Math.random() * 3)
      await connection.run(credit, [amount, target])
      await connection.run('commit')
      acknowledged += 1
      owed[source] -= amount
      owed[target] += amount
    } catch {
      failed += 1
      await connection.run('rollback').catch(() => undefined)
    }
  })
  await connection.run('commit').catch(() => undefined)
  const [row] = await (await connection.run(total)).getRowObjectsJS()
  const balances = await (await connection.run('from accounts order by id')).getRowObjectsJS()
  connection.closeSync()
  instance.closeSync()
  return {
    handlers: 2,
    transfers: 200,
    acknowledged,
    failed,
    expectedTotal: accounts * opening,
    total: row.total,
    wrongAccounts: balances.filter(({ id, balance }) => balance !== owed[id]).length,
  }
}

async function inTransactions() {
  const db = await Database.open(':memory:', { pool: { max: 8, acquireTimeoutMs: 600_000 } })
  await db.script(schema)
  const brokenTotals = []
  let acknowledged = 0
  let reported = performance.now()
  const since = reported
  const watching = setInterval(async () => {
    const row = await db.one(total)
    if (row.total !== accounts * opening) brokenTotals.push(row.total)
  }, 50)
  await inFlows(transfers, flows, async ({ number, source, target, amount }) => {
    await db.transaction(
      async () => {
        await db.execute(debit, [amount, source])
        await db.execute(credit, [amount, target])
        await db.execute('insert into ledger values ($1, $2, $3, $4)', [number, source, target, amount])
      },
      { retry: 1_000 },
    )
    acknowledged += 1
    if (performance.now() - reported < 5_000 || asJson) return
    reported = performance.now()
    console.error(`${acknowledged} of ${transfers} transfers, ${db.stats().conflictsRetried} conflicts`)
  })
  clearInterval(watching)
  const seconds = (performance.now() - since) / 1e3
  const sums = await db.one(`select (${total}) as total, (select count(*)::int from ledger) as logged`)
  const wrong = await db.query(`
    select id from accounts a where balance <> ${opening}
      + coalesce((select sum(amount) from ledger where target = a.id), 0)
      - coalesce((select sum(amount) from ledger where source = a.id), 0)`)
  const { conflictsRetried, transactions } = db.stats()
  await db.close()
  return {
    flows,
    transfers,
    acknowledged,
    logged: sums.logged,
    conflicts: conflictsRetried,
    rolledBack: transactions.rolledBack,
    expectedTotal: accounts * opening,
    total: sums.total,
    brokenTotals,
    wrongAccounts: wrong.length,
    seconds,
  }
}

const singleton = await onSingleton()
const pool = await inTransactions()
const holds =
  pool.total === pool.expectedTotal &&
  pool.brokenTotals.length === 0 &&
  pool.wrongAccounts === 0 &&
  pool.logged === transfers &&
  pool.acknowledged === transfers

if (asJson) console.log(JSON.stringify({ singleton, pool, holds }, undefined, 2))
else {
  console.log(`one shared connection, ${singleton.handlers} handlers, ${singleton.transfers} transfers:`)
  console.log(`  ${singleton.acknowledged} acknowledged, ${singleton.failed} failed`)
  console.log(`  total ${singleton.total}, should be ${singleton.expectedTotal}`)
  console.log(`  accounts that do not hold what was acknowledged: ${singleton.wrongAccounts} of ${accounts}`)
  console.log(`db.transaction, ${flows} flows, ${transfers} transfers in ${pool.seconds.toFixed(0)} s:`)
  console.log(
    `  ${pool.acknowledged} acknowledged, ${pool.logged} in the ledger, ${pool.conflicts} conflicts`,
  )
  console.log(
    `  total ${pool.total}, should be ${pool.expectedTotal}; accounts off the ledger: ${pool.wrongAccounts}`,
  )
  console.log(`  wrong totals seen meanwhile: ${pool.brokenTotals.length}`)
}
if (!holds) process.exitCode = 1
