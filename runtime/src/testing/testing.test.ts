import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Container, createToken, inject } from '../container/container.js'
import { Database } from '../database.js'
import { Repository } from '../repository.js'
import { ChaosDriver, DatabaseTemplate, override, recordingFake, withOverrides } from './index.js'

class Items extends Repository {
  async find(id: number): Promise<{ name: string } | undefined> {
    return this.db.maybeOne('SELECT name FROM items WHERE id = ?', [id])
  }
  async rename(id: number, name: string): Promise<void> {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }
}

describe('DatabaseTemplate', () => {
  it('opens private copies of what was prepared, constraints and all, and leaves no file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'duckshift-test-template-'))
    let prepared = 0
    const template = await DatabaseTemplate.create({
      folder,
      prepare: async (db) => {
        prepared += 1
        await db.script(`
          CREATE SEQUENCE ids START 10;
          CREATE TABLE items (id INTEGER PRIMARY KEY DEFAULT nextval('ids'), name VARCHAR NOT NULL);
          CREATE TABLE tags (item_id INTEGER REFERENCES items (id));
          INSERT INTO items (name) VALUES ('a'); INSERT INTO tags VALUES (10);`)
      },
    })
    const [first, second] = await Promise.all([template.open(), template.open()])
    await first.execute("INSERT INTO items (name) VALUES ('b')")
    expect(await first.query('SELECT id FROM items ORDER BY id')).toEqual([{ id: 10 }, { id: 11 }])
    expect(await second.query('SELECT id FROM items')).toEqual([{ id: 10 }])
    await expect(second.execute('INSERT INTO tags VALUES (99)')).rejects.toMatchObject({ code: 'constraint' })
    await first.close()
    expect(prepared).toBe(1)
    await template.dispose()
    expect(readdirSync(folder)).toEqual([])
    rmSync(folder, { recursive: true })
  })

  it('leaves nothing when preparing fails', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'duckshift-test-template-'))
    await expect(
      DatabaseTemplate.create({ folder, prepare: (db) => db.execute('INSERT INTO nowhere VALUES (1)') }),
    ).rejects.toMatchObject({ code: 'catalog' })
    expect(existsSync(folder) && readdirSync(folder)).toEqual([])
    rmSync(folder, { recursive: true })
  })
})

describe('recordingFake', () => {
  it('answers, records, and refuses what it has no answer for', async () => {
    const items = recordingFake(Items, { find: async (id) => ({ name: `item ${id}` }) })
    expect(items).toBeInstanceOf(Items)
    expect(await items.find(3)).toEqual({ name: 'item 3' })
    expect(() => items.rename(3, 'x')).toThrow(/Items\.rename .*no answer/)
    expect(items.calls).toEqual([
      { method: 'find', args: [3] },
      { method: 'rename', args: [3, 'x'] },
    ])
    expect(await Promise.resolve(items)).toBe(items)
  })
})

describe('withOverrides', () => {
  it('replaces what is injected, for as long as the work lasts', async () => {
    const token = createToken('greeting', () => 'hello')
    const items = recordingFake(Items)
    await withOverrides([override(Items, items), override(token, 'hi')], async () => {
      await Promise.resolve()
      expect(inject(Items)).toBe(items)
      expect(inject(token)).toBe('hi')
    })
    expect(inject(token)).toBe('hello')
    expect(Container.current).toBe(Container.application)
  })
})

describe('ChaosDriver', () => {
  it('delays, fails and conflicts on the nth call', async () => {
    const chaos = new ChaosDriver()
    const db = await Database.open(':memory:', { driver: chaos.open })
    await db.execute('CREATE TABLE t (id INTEGER)')
    const error = new Error('chosen')
    chaos.onCall(2, { kind: 'fail', error })
    await db.query('SELECT 1')
    await expect(db.query('SELECT 1')).rejects.toBe(error)
    let attempts = 0
    // The first insert conflicts: the transaction starts over and succeeds.
    chaos.everyCall(({ sql }) =>
      attempts === 1 && sql.startsWith('INSERT') ? { kind: 'conflict' } : undefined,
    )
    await db.transaction(async () => {
      attempts += 1
      await db.execute('INSERT INTO t VALUES (1)')
    })
    expect(attempts).toBe(2)
    expect(await db.query('SELECT count(*)::INTEGER AS n FROM t')).toEqual([{ n: 1 }])
    expect(db.stats().conflictsRetried).toBe(1)
    expect(() => chaos.onCall(0, { kind: 'conflict' })).toThrow(RangeError)
    await db.close()
  })

  it('invalidates: the runtime opens the file again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'duckshift-test-chaos-'))
    const chaos = new ChaosDriver()
    const db = await Database.open(join(folder, 'a.duckdb'), { driver: chaos.open })
    await db.execute('CREATE TABLE t (id INTEGER)')
    chaos.onCall(1, { kind: 'invalidate' })
    await expect(db.query('SELECT 1')).rejects.toMatchObject({ code: 'fatal' })
    expect(await db.query('SELECT count(*)::INTEGER AS n FROM t')).toEqual([{ n: 0 }])
    await db.close()
    rmSync(folder, { recursive: true })
  })
})
