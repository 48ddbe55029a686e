import { mkdtempSync, rmSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import { afterAll, describe, expect, it } from 'vitest'
import { clientDatabase } from './client-database.js'
import { currentDatabase } from './current-database.js'
import { openInstance } from './neo.js'

const folder = mkdtempSync(join(tmpdir(), 'dropped-instance-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function collected(isDone: () => boolean = () => false): Promise<void> {
  const session = new Session()
  session.connect()
  for (let round = 0; round < 10 && !isDone(); round += 1) {
    await session.post('HeapProfiler.collectGarbage')
    await setTimeout(50)
  }
  session.disconnect()
}

async function connected(name: string): Promise<DuckDBConnection> {
  const instance = await openInstance(join(folder, `${name}.duckdb`), undefined, {
    connections: 'separate',
    name,
  })
  const connection = await instance.connect()
  await connection.run('CREATE TABLE IF NOT EXISTS items (id INTEGER)')
  return connection
}

async function askOnce(name: string): Promise<void> {
  const connection = await connected(name)
  await connection.run('INSERT INTO items VALUES (1)')
  connection.closeSync()
}

describe('an instance with connections of their own that nobody closes', () => {
  it('closes once nobody has it or a connection of it any more', async () => {
    await askOnce('dropped')
    const database = currentDatabase('dropped')!
    await collected(() => currentDatabase('dropped') === undefined)
    expect(currentDatabase('dropped')).toBeUndefined()
    await expect(database.query('SELECT 1')).rejects.toMatchObject({ code: 'closed' })
  })

  it('closes though a connection was left open, once nobody has that either', async () => {
    await (async () => void (await connected('left-open')))()
    await collected(() => currentDatabase('left-open') === undefined)
    expect(currentDatabase('left-open')).toBeUndefined()
  })

  it('stays open while somebody has a connection of it', async () => {
    const connection = await connected('held')
    await collected()
    expect(currentDatabase('held')).toBeDefined()
    await connection.run('INSERT INTO items VALUES (2)')
    expect((await connection.runAndReadAll('SELECT id FROM items')).getRowObjectsJS()).toEqual([{ id: 2 }])
    connection.closeSync()
  })

  it('stays open for repositories that ask it, too', async () => {
    const database = clientDatabase({
      client: () => connected('injected'),
      name: 'injected',
      standIn: 'driver',
    })
    expect(await database.query('SELECT id FROM items')).toEqual([])
    await collected()
    expect(currentDatabase('injected')).toBeDefined()
    await currentDatabase('injected')!.close()
  })
})
