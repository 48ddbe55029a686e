import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Database } from '../database.js'
import { type Migration, migrate, migrationStatus, rollbackMigrations } from './index.js'

let folder: string
let db: Database
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'duckshift-migrations-'))
  db = await Database.open(':memory:')
})
afterEach(async () => {
  await db.close()
  rmSync(folder, { recursive: true })
})

const put = (name: string, text: string) => writeFileSync(join(folder, name), text)
const tables = async () =>
  (await db.query<{ name: string }>('SELECT table_name AS name FROM duckdb_tables() ORDER BY 1')).map(
    ({ name }) => name,
  )

describe('migrate', () => {
  it('applies a folder in order, once, and goes back down', async () => {
    put('002-more.sql', 'ALTER TABLE items ADD COLUMN price DOUBLE;')
    put('002-more.down.sql', 'ALTER TABLE items DROP COLUMN price;')
    put('001-items.sql', 'CREATE TABLE items (id INTEGER);\nINSERT INTO items VALUES (1), (2);')
    put('001-items.down.sql', 'DROP TABLE items;')
    put(
      '003-fill.mjs',
      'export const up = (db) => db.execute("UPDATE items SET price = 1.5")\nexport const down = (db) => db.execute("UPDATE items SET price = NULL")\n',
    )
    expect(await migrationStatus(db, { migrations: folder })).toEqual({
      applied: [],
      pending: ['001-items', '002-more', '003-fill'],
    })
    expect(await migrate(db, { migrations: folder, to: '002-more' })).toEqual(['001-items', '002-more'])
    expect(await migrate(db, { migrations: folder })).toEqual(['003-fill'])
    expect(await migrate(db, { migrations: folder })).toEqual([])
    expect(await db.query('SELECT * FROM items')).toEqual([
      { id: 1, price: 1.5 },
      { id: 2, price: 1.5 },
    ])
    expect(await rollbackMigrations(db, { migrations: folder })).toEqual(['003-fill'])
    expect(await rollbackMigrations(db, { migrations: folder, to: '001-items' })).toEqual([
      '002-more',
      '001-items',
    ])
    expect(await tables()).toEqual(['schema_migrations'])
  })

  it('leaves nothing of a migration that fails, and keeps those before it', async () => {
    put('001-good.sql', 'CREATE TABLE good (id INTEGER)')
    put('002-bad.sql', 'CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1)')
    await expect(migrate(db, { migrations: folder })).rejects.toMatchObject({ code: 'migration-failed' })
    expect(await tables()).toEqual(['good', 'schema_migrations'])
    expect((await migrationStatus(db, { migrations: folder })).applied).toEqual(['001-good'])
    put('002-bad.sql', 'CREATE TABLE half (id INTEGER)')
    expect(await migrate(db, { migrations: folder })).toEqual(['002-bad'])
  })

  it('refuses a migration that changed or vanished after it was applied', async () => {
    put('001-a.sql', 'CREATE TABLE a (id INTEGER)\n')
    await migrate(db, { migrations: folder })
    put('001-a.sql', 'CREATE TABLE a (id INTEGER)\r\n')
    expect(await migrate(db, { migrations: folder })).toEqual([])
    put('001-a.sql', 'CREATE TABLE a (id BIGINT)\n')
    await expect(migrate(db, { migrations: folder })).rejects.toMatchObject({ code: 'changed-migration' })
    rmSync(join(folder, '001-a.sql'))
    await expect(migrate(db, { migrations: folder })).rejects.toMatchObject({ code: 'missing-migration' })
  })

  it('runs each migration once when two runners start at the same time', async () => {
    const path = join(folder, 'shared.duckdb')
    // Two databases on one instance: what they share is DuckDB, not the runtime's own queue.
    const runners = await Promise.all([Database.open(path), Database.open(path)])
    let runs = 0
    const migrations: Migration[] = ['1', '2', '3', '4'].map((name) => ({
      name,
      up: async (on) => {
        runs += 1
        await on.execute(`CREATE TABLE IF NOT EXISTS t${name} (id INTEGER)`)
        await new Promise((resolve) => setTimeout(resolve, 5))
        await on.execute(`INSERT INTO t${name} VALUES (1)`)
      },
    }))
    await Promise.all(runners.map((runner) => migrate(runner, { migrations })))
    for (const { name } of migrations)
      expect(await runners[0]!.query(`SELECT count(*)::INTEGER AS n FROM t${name}`)).toEqual([{ n: 1 }])
    expect(runs).toBeGreaterThanOrEqual(4)
    await Promise.all(runners.map((runner) => runner.close()))
  })

  it('names what is wrong with what it was given', async () => {
    await expect(migrate(db, { migrations: join(folder, 'nowhere') })).rejects.toMatchObject({
      code: 'no-migrations',
    })
    const up = async () => undefined
    await expect(
      migrate(db, {
        migrations: [
          { name: 'a', up },
          { name: 'a', up },
        ],
      }),
    ).rejects.toMatchObject({
      code: 'duplicate-migration',
    })
    await migrate(db, { migrations: [{ name: 'a', up }] })
    await expect(rollbackMigrations(db, { migrations: [{ name: 'a', up }] })).rejects.toMatchObject({
      code: 'no-way-down',
    })
  })
})
