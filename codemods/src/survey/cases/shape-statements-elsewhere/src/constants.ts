import { type Client, getClient } from './client.js'
import { BEGIN, COMMIT, statements, Verb } from './sql.js'
const own = { begin: 'BEGIN', commit: 'COMMIT' }
export async function imported() {
  const db = getClient() // usage: manual-transaction several-queries
  await db.query(BEGIN)
  await db.query('DELETE FROM items')
  await db.query(COMMIT)
}
export async function member() {
  const db = getClient() // usage: manual-transaction several-queries
  await db.query(own.begin)
  await db.query('DELETE FROM items')
  await db.query(own.commit)
}
export async function importedMember() {
  const db = getClient() // usage: manual-transaction several-queries
  await db.query(statements.begin)
  await db.query('DELETE FROM items')
  await db.query(statements.commit)
}
export async function enumMember() {
  const db = getClient() // usage: manual-transaction several-queries
  await db.query(Verb.Begin)
  await db.query('DELETE FROM items')
  await db.query(Verb.Commit)
}
export async function loop() {
  const db = getClient() // usage: manual-transaction query-in-loop
  for (const sql of ['BEGIN', 'DELETE FROM items', 'COMMIT']) await db.query(sql)
}
export async function list() {
  const db = getClient() // usage: manual-transaction query-in-loop
  const sqls = ['BEGIN', 'DELETE FROM items', 'COMMIT']
  for (const sql of sqls) await db.query(sql)
}
export async function each() {
  const db = getClient() // usage: manual-transaction query-in-loop
  const steps = ['BEGIN', 'DELETE FROM items', 'COMMIT']
  for (let i = 0; i < steps.length; i++) await db.query(steps[i])
}
export async function joined() {
  const db = getClient() // usage: manual-transaction
  await db.query(['BEGIN', 'DELETE FROM items', 'COMMIT'].join(';'))
}
async function runAll(db: Client, sqls: string[]) { // usage: parameter query-in-loop
  for (const sql of sqls) await db.query(sql)
}
export async function all() {
  await runAll(getClient(), ['BEGIN', 'DELETE FROM items', 'COMMIT']) // usage: manual-transaction
}
export class Store {
  static readonly BEGIN = 'BEGIN'
  private static readonly COMMIT = 'COMMIT'
  async x() {
    const db = getClient() // usage: manual-transaction several-queries
    await db.query(Store.BEGIN)
    await db.query('DELETE FROM items')
    await db.query(Store.COMMIT)
  }
}
export async function letVar() {
  const db = getClient() // usage: manual-transaction several-queries
  let sql = 'BEGIN'
  await db.query(sql)
  sql = 'DELETE FROM items'
  await db.query(sql)
  sql = 'COMMIT'
  await db.query(sql)
}
export async function trimmed() {
  const db = getClient() // usage: manual-transaction several-queries
  await db.query(`
    BEGIN
  `.trim())
  await db.query('DELETE FROM items')
  await db.query('COMMIT;'.trim())
}
export async function mapped() {
  const db = getClient() // usage: manual-transaction query-in-loop several-queries
  await Promise.all(['BEGIN', 'COMMIT'].map((sql) => db.query(sql)))
  await ['BEGIN', 'COMMIT'].reduce((p, sql) => p.then(() => db.query(sql)).then(() => undefined), Promise.resolve<undefined>(undefined))
}
export async function switched(mode: 'start' | 'end') {
  const db = getClient() // usage: manual-transaction
  const sql = { start: 'BEGIN', end: 'COMMIT' }[mode]
  await db.query(sql)
}

export async function onlyReads() {
  const db = getClient() // usage: variable query-in-loop
  for (const sql of [statements.all, 'SELECT 1']) await db.query(sql)
}
