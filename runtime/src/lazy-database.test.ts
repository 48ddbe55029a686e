import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { lazyDatabase } from './lazy-database.js'
import { standInToken } from './testing/stand-in-token.js'

const folder = mkdtempSync(join(tmpdir(), 'duckshift-lazy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('lazyDatabase', () => {
  it('opens at its first use, and again after it was closed', async () => {
    let path = join(folder, 'a.duckdb')
    const db = lazyDatabase(() => path)
    expect(() => db.stats()).toThrow('not open')
    await db.execute('CREATE TABLE t (a INTEGER)')
    expect(db.stats().mode).toBe('pool')
    await db.close()
    expect(() => db.stats()).toThrow('not open')
    expect(await db.query('SELECT count(*)::INTEGER AS n FROM t')).toEqual([{ n: 0 }])
    await db.close()
    path = join(folder, 'b.duckdb')
    await expect(db.query('SELECT * FROM t')).rejects.toThrow('t')
    await db.close()
  })

  it('maps rows also on a held connection and in a stream', async () => {
    const db = lazyDatabase(':memory:', { mapRow: (row: { n: bigint }) => ({ n: Number(row.n) }) })
    const connection = await db.connect()
    await connection.execute('CREATE TEMP TABLE t AS SELECT 7::BIGINT AS n')
    expect(await connection.query('SELECT n FROM t')).toEqual([{ n: 7 }])
    await connection.release()
    const streamed: unknown[] = []
    for await (const rows of db.stream('SELECT 7::BIGINT AS n')) streamed.push(...rows)
    expect(streamed).toEqual([{ n: 7 }])
    expect(await db.transaction(() => db.one('SELECT 7::BIGINT AS n'))).toEqual({ n: 7 })
    await db.close()
  })

  it('announces commits of what it opens, and tries again when opening failed', async () => {
    let path = join(folder, 'none', 'c.duckdb')
    const db = lazyDatabase(() => path)
    let commits = 0
    db.onCommit(() => {
      commits += 1
    })
    await expect(db.query('SELECT 1')).rejects.toThrow()
    path = join(folder, 'c.duckdb')
    await db.execute('CREATE TABLE t (a INTEGER)')
    expect(commits).toBe(1)
    await db.close()
  })
})

it('a stand-in token asks the stand-in', async () => {
  const asked: unknown[][] = []
  const client = {
    all: async (...values: unknown[]) => {
      asked.push(values)
      return [{ a: 1 }]
    },
  }
  const token = standInToken('database', () => client, { query: 'all' })
  expect(await token.create!().maybeOne('SELECT 1', [2])).toEqual({ a: 1 })
  expect(asked).toEqual([['SELECT 1', [2]]])
})
