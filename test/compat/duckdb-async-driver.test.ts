import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Database } from '@duckshift/runtime'
import { type DuckDbAsyncModule, duckdbAsync } from '@duckshift/runtime/driver/duckdb-async'
import { testDriver } from '@duckshift/runtime/testing'
import { describe, expect, it, test } from 'vitest'
import { noOldDriver, oldDriverFolder } from '../support/old-driver.mjs'

const folder = oldDriverFolder()

describe.skipIf(!folder)(`the driver over duckdb-async${folder ? '' : ` (${noOldDriver})`}`, () => {
  const module = folder
    ? (createRequire(join(folder, 'package.json'))('duckdb-async') as DuckDbAsyncModule)
    : undefined
  testDriver(duckdbAsync(module), { describe, test }, { lacks: ['interrupt'] })

  it('stands behind the pool', async () => {
    await using db = await Database.open(':memory:', { driver: duckdbAsync(module) })
    await db.script('create table t (id integer primary key, price decimal(20, 4), at_night time)')
    await db.transaction(async () => {
      await db.execute("insert into t values ($id, '12345678901234.5678', '23:00:00')", { id: 1 })
    })
    await expect(db.execute('insert into t (id) values (1)')).rejects.toMatchObject({ code: 'constraint' })
    expect(await db.query('select * from t where id = $1', [1n])).toEqual([
      { id: 1, price: 12345678901234.568, at_night: 82_800_000_000n },
    ])
    let count = 0
    for await (const rows of db.stream('select range as i from range(5000)')) count += rows.length
    expect(count).toBe(5000)
  })
})

it('says how to go on where the package is not installed', async () => {
  const opening = Database.open(':memory:', { driver: duckdbAsync() })
  await expect(opening).rejects.toMatchObject({ code: 'not-supported', message: /not installed/ })
})
