import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { currentDatabase } from './current-database.js'
import { pooledDriver } from './neo.js'
import { isReplaced, type OpeningDriver } from './replaced-driver.js'

const folder = mkdtempSync(join(tmpdir(), 'pooled-driver-'))
afterEach(() => vi.restoreAllMocks())
afterAll(() => rmSync(folder, { recursive: true }))

describe('the driver with openings of the runtime', () => {
  it.each(['create', 'fromCache'] as const)('opens a pooled database by %s', async (method) => {
    const name = `pooled-${method}`
    const instance = await pooledDriver(DuckDBInstance, { name })[method](join(folder, `${name}.duckdb`), {
      threads: '2',
    })
    const connection = await instance.connect()
    await connection.run('CREATE TABLE items AS SELECT 7 AS id')
    expect(await currentDatabase(name)?.query('SELECT id FROM items')).toEqual([{ id: 7 }])
    const reader = await connection.runAndReadAll("SELECT current_setting('threads')::INTEGER AS threads")
    expect(reader.getRowObjectsJS()).toEqual([{ threads: 2 }])
    instance.closeSync()
    expect(currentDatabase(name)).toBeUndefined()
  })

  it('opens a database in memory without a path', async () => {
    const instance = await pooledDriver(DuckDBInstance, { name: 'pooled-memory' }).create()
    const connection = await instance.connect()
    expect((await connection.runAndReadAll('SELECT 1 AS one')).getRowObjectsJS()).toEqual([{ one: 1 }])
    instance.closeSync()
  })

  it('lets a spy see the call, and hands on what it gives', async () => {
    const given = Object.create(DuckDBInstance.prototype) as DuckDBInstance
    const create = vi
      .spyOn(DuckDBInstance, 'create')
      .mockRejectedValueOnce(new Error('busy'))
      .mockResolvedValueOnce(given)
    const driver = pooledDriver(DuckDBInstance, { name: 'spied' })
    await expect(driver.create('items.duckdb')).rejects.toThrow('busy')
    expect(await driver.create('items.duckdb', undefined)).toBe(given)
    expect(create.mock.calls).toEqual([['items.duckdb'], ['items.duckdb', undefined]])
    expect(create.mock.contexts).toEqual([DuckDBInstance, DuckDBInstance])
    expect(currentDatabase('spied')).toBeUndefined()
  })

  it('calls what only watches in the same turn, and gives its real database', async () => {
    const create = vi.spyOn(DuckDBInstance, 'create')
    const opening = pooledDriver(DuckDBInstance, { name: 'watched' }).create()
    expect(create).toHaveBeenCalledExactlyOnceWith()
    const instance = await opening
    const connection = await instance.connect()
    expect((await connection.runAndReadAll('SELECT 1 AS one')).getRowObjectsJS()).toEqual([{ one: 1 }])
    expect(currentDatabase('watched')).toBeUndefined()
    instance.closeSync()
  })

  it('opens through the runtime again once the spy is gone', async () => {
    vi.spyOn(DuckDBInstance, 'create').mockRejectedValue(new Error('busy'))
    const driver = pooledDriver(DuckDBInstance, { name: 'restored' })
    await expect(driver.create()).rejects.toThrow('busy')
    vi.restoreAllMocks()
    const instance = await driver.create()
    expect(currentDatabase('restored')).toBeDefined()
    instance.closeSync()
  })

  it('throws what an object in the driver’s place throws', () => {
    const empty = {} as unknown as OpeningDriver
    expect(() => pooledDriver(empty).create('a')).toThrow(TypeError)
    expect(() => pooledDriver(undefined as unknown as OpeningDriver).create('a')).toThrow(
      "Cannot read properties of undefined (reading 'create')",
    )
  })
})

describe('what counts as replaced', () => {
  const fake = async () => ({})
  const replaced: [string, () => unknown][] = [
    ['an object', () => ({ create: fake, fromCache: fake })],
    ['nothing', () => undefined],
    ['a mock function', () => Object.assign(vi.fn(), { create: vi.fn(), fromCache: vi.fn() })],
    [
      'a class of the test',
      () =>
        class DuckDBInstance {
          static async create() {
            return new DuckDBInstance()
          }
          async connect() {
            return {}
          }
        },
    ],
    [
      'a class that extends the driver’s',
      () =>
        class extends DuckDBInstance {
          static override async create() {
            return Object.create(DuckDBInstance.prototype) as DuckDBInstance
          }
        },
    ],
    ['a proxy', () => new Proxy(DuckDBInstance, {})],
    [
      'a method that was assigned',
      () => {
        vi.spyOn(DuckDBInstance, 'create')
        DuckDBInstance.create = fake as never
        return DuckDBInstance
      },
    ],
    [
      'a spy on what instances do',
      () => {
        vi.spyOn(DuckDBInstance.prototype, 'connect')
        return DuckDBInstance
      },
    ],
  ]
  it.each(replaced)('%s', (_, make) => {
    expect(isReplaced(make() as OpeningDriver)).toBe(true)
  })

  it('not the driver’s own class', () => {
    expect(isReplaced(DuckDBInstance)).toBe(false)
  })
})
