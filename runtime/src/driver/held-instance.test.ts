import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as api from '@duckdb/node-api'
import { afterAll, describe, expect, it } from 'vitest'
import { openInstance } from '../compat/neo.js'
import { holdInstance } from './held-instance.js'

const folder = mkdtempSync(join(tmpdir(), 'duckshift-held-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
const fileName = () => {
  files += 1
  return join(folder, `${files}.duckdb`)
}

const filled = async (path: string, value: number) => {
  const instance = await api.DuckDBInstance.create(path)
  const connection = await instance.connect()
  await connection.run(`CREATE TABLE t AS SELECT ${value} AS v`)
  connection.closeSync()
  instance.closeSync()
}

const valuesOf = async (connection: api.DuckDBConnection) =>
  (await connection.runAndReadAll('SELECT v FROM t ORDER BY v')).getRowsJS().flat()

describe('an instance that is held', () => {
  it('is one for all who open the file at a time, by whatever name, and opens again after the last', async () => {
    const path = fileName()
    await filled(path, 1)
    const [a, b] = await Promise.all([
      holdInstance(api, path, undefined),
      holdInstance(api, join(folder, '.', 'x', '..', `${files}.duckdb`), undefined),
    ])
    const [one, two] = [await a.connect(), await b.connect()]
    await one.run('INSERT INTO t VALUES (2)')
    a.close()
    one.closeSync()
    await two.run('INSERT INTO t VALUES (3)')
    b.close()
    two.disconnectSync()
    const again = await holdInstance(api, path, { access_mode: 'READ_ONLY' })
    const reading = await again.connect()
    expect(await valuesOf(reading)).toEqual([1, 2, 3])
    await expect(reading.run('INSERT INTO t VALUES (4)')).rejects.toThrow('read-only')
    reading.closeSync()
    again.close()
  })

  it('is one however many open and close it at the same time: no row is lost', async () => {
    const path = fileName()
    await filled(path, 0)
    let value = 0
    const write = async () => {
      for (let round = 0; round < 6; round += 1) {
        const own = await holdInstance(api, path, undefined)
        const connection = await own.connect()
        value += 1
        const mine = value
        if (mine % 2 === 0) own.close()
        await connection.run(`INSERT INTO t VALUES (${mine})`)
        if (mine % 3 === 0) await new Promise((resolve) => setImmediate(resolve))
        connection.closeSync()
        own.close()
      }
    }
    await Promise.all(Array.from({ length: 8 }, write))
    const last = await holdInstance(api, path, undefined)
    const connection = await last.connect()
    expect(await valuesOf(connection)).toEqual(Array.from({ length: value + 1 }, (_, index) => index))
    connection.closeSync()
    last.close()
  })

  it('writes to one beside another that was opened to read before', async () => {
    const path = fileName()
    await filled(path, 1)
    const reader = await holdInstance(api, path, { access_mode: 'READ_ONLY' })
    const writers = await Promise.all([
      holdInstance(api, path, undefined),
      holdInstance(api, path, undefined),
    ])
    const [one, two] = [await writers[0].connect(), await writers[1].connect()]
    await one.run('INSERT INTO t VALUES (2)')
    await two.run('INSERT INTO t VALUES (3)')
    expect(await valuesOf(one)).toEqual([1, 2, 3])
    for (const each of [one, two]) each.closeSync()
    for (const each of [...writers, reader]) each.close()
    const last = await holdInstance(api, path, undefined)
    const connection = await last.connect()
    expect(await valuesOf(connection)).toEqual([1, 2, 3])
    connection.closeSync()
    last.close()
  })

  it('opens again while a connection of the closed one is in use, which goes on', async () => {
    const path = fileName()
    await filled(path, 1)
    const first = await holdInstance(api, path, undefined)
    const left = await first.connect()
    first.close()
    first.close()
    const second = await holdInstance(api, path, undefined)
    const connection = await second.connect()
    await left.run('INSERT INTO t VALUES (2)')
    expect(await valuesOf(connection)).toEqual([1, 2])
    left.closeSync()
    left.closeSync()
    await connection.run('INSERT INTO t VALUES (3)')
    expect(await valuesOf(connection)).toEqual([1, 2, 3])
    connection.closeSync()
    second.close()
  })

  it('is another one for a file that was deleted, or took the place of the first', async () => {
    const [path, other] = [fileName(), fileName()]
    await filled(path, 1)
    await filled(other, 2)
    const first = await holdInstance(api, path, undefined)
    const old = await first.connect()
    renameSync(other, path)
    const second = await holdInstance(api, path, undefined)
    const replaced = await second.connect()
    expect(await valuesOf(replaced)).toEqual([2])
    expect(await valuesOf(old)).toEqual([1])
    old.closeSync()
    first.close()
    rmSync(path)
    const third = await holdInstance(api, path, undefined)
    const empty = await third.connect()
    expect((await empty.runAndReadAll('SHOW TABLES')).getRowsJS()).toEqual([])
    for (const each of [replaced, empty]) each.closeSync()
    for (const each of [second, third]) each.close()
  })

  it('keeps the settings of the first opening, and says so; one that only reads is its own', async () => {
    const path = fileName()
    await filled(path, 1)
    const warnings: Error[] = []
    const note = (warning: Error) => warnings.push(warning)
    process.on('warning', note)
    const first = await holdInstance(api, path, { threads: '1' })
    const second = await holdInstance(api, path, { threads: '2' })
    const reader = await holdInstance(api, path, { access_mode: 'READ_ONLY' })
    const [one, two, reading] = [await first.connect(), await second.connect(), await reader.connect()]
    await two.run('INSERT INTO t VALUES (2)')
    expect(await valuesOf(one)).toEqual([1, 2])
    expect(await valuesOf(reading)).toEqual([1])
    await new Promise((resolve) => setImmediate(resolve))
    expect(warnings.map(({ message }) => message).join()).toContain('threads of the second opening')
    process.off('warning', note)
    const third = await holdInstance(api, path, undefined)
    const [three, again] = [
      await third.connect(),
      await holdInstance(api, path, { access_mode: 'read_only' }),
    ]
    expect(await valuesOf(three)).toEqual([1, 2])
    for (const each of [one, two, three, reading]) each.closeSync()
    for (const each of [first, second, third, reader, again]) each.close()
    const last = await holdInstance(api, path, undefined)
    const connection = await last.connect()
    expect(await valuesOf(connection)).toEqual([1, 2])
    connection.closeSync()
    last.close()
  })

  it('opens once nobody has the connection any more that was left open', async () => {
    const path = fileName()
    await filled(path, 1)
    const leave = async () => {
      // Not ours: the driver alone knows of it.
      const instance = await api.DuckDBInstance.fromCache(path)
      await (await instance.connect()).run('SELECT 1')
      instance.closeSync()
    }
    await leave()
    const again = await holdInstance(api, path, undefined)
    const connection = await again.connect()
    expect(await valuesOf(connection)).toEqual([1])
    connection.closeSync()
    again.close()
  }, 20_000)
})

describe.each(['shared', 'separate'] as const)('a client of %s connections', (connections) => {
  it('opens its file again after it was closed with a connection left open, and after it was deleted', async () => {
    const path = fileName()
    const open = async () => openInstance(path, undefined, { connections, name: path })
    const first = await open()
    const [one, two] = [await first.connect(), await first.connect()]
    await one.run('CREATE TABLE t AS SELECT 1 AS v')
    await two.run('INSERT INTO t VALUES (2)')
    first.closeSync()
    const second = await open()
    const connection = await second.connect()
    expect(await valuesOf(connection)).toEqual([1, 2])
    connection.closeSync()
    second.closeSync()
    rmSync(path)
    const third = await open()
    const empty = await third.connect()
    expect((await empty.runAndReadAll('SHOW TABLES')).getRowsJS()).toEqual([])
    empty.closeSync()
    third.closeSync()
    two.closeSync()
  })
})
