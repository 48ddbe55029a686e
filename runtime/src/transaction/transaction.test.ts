import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Database } from '../database.js'

let db: Database

beforeEach(async () => {
  db = await Database.open(':memory:', { pool: { max: 3 } })
  await db.script('create table t(id int primary key, v int); insert into t values (1, 0), (2, 0)')
})

afterEach(() => db.close())

const ids = async () => (await db.query<{ id: number }>('select id from t order by id')).map(({ id }) => id)

describe('outcome', () => {
  test('commits what the work did and returns its result', async () => {
    const result = await db.transaction(async () => {
      await db.execute('insert into t values (3, 0)')
      expect(db.inTransaction).toBe(true)
      return 'done'
    })
    expect(result).toBe('done')
    expect(await ids()).toEqual([1, 2, 3])
    expect(db.inTransaction).toBe(false)
    expect(db.stats().transactions).toEqual({ committed: 1, rolledBack: 0 })
  })

  test('rolls back on any error', async () => {
    const failing = db.transaction(async () => {
      await db.execute('insert into t values (3, 0)')
      throw new TypeError('mine')
    })
    await expect(failing).rejects.toThrow(TypeError)
    expect(await ids()).toEqual([1, 2])
  })

  test('never commits after a failed statement, also when the work caught the error', async () => {
    const swallowing = db.transaction(async () => {
      await db.execute('insert into t values (3, 0)')
      await db.execute('insert into t values (1, 0)').catch(() => undefined)
    })
    await expect(swallowing).rejects.toMatchObject({
      code: 'transaction-aborted',
      cause: { code: 'constraint', constraint: 'unique' },
    })
    expect(await ids()).toEqual([1, 2])
  })

  test('goes on after an error that DuckDB finds before running', async () => {
    await db.transaction(async () => {
      await db.execute('insert into t values (3, 0)')
      await expect(db.query('select nope from t')).rejects.toMatchObject({ code: 'binder' })
      await expect(db.query('selec')).rejects.toMatchObject({ code: 'syntax' })
    })
    expect(await ids()).toEqual([1, 2, 3])
  })

  test('waits for statements that the work forgot to await', async () => {
    await db.transaction(async () => {
      void db.execute('insert into t select 100 + range, 0 from range(1000)')
    })
    expect(await ids()).toHaveLength(1002)
  })

  test('is not changed by statements of others', async () => {
    await db.transaction(async () => {
      await db.execute('update t set v = 1 where id = 1')
      const seen = await db.outsideTransaction(() => db.one('select v from t where id = 1'))
      expect(seen).toEqual({ v: 0 })
    })
  })

  test('keeps parameters apart when statements of one text run together', async () => {
    const rows = await db.transaction(() =>
      Promise.all(Array.from({ length: 50 }, (_, n) => db.one<{ n: number }>('select $1::int as n', [n]))),
    )
    expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: 50 }, (_, n) => n))
  })

  test('reads only with readOnly', async () => {
    const writing = db.transaction(() => db.execute('delete from t'), { readOnly: true })
    await expect(writing).rejects.toMatchObject({ code: 'read-only' })
    expect(await db.transaction(() => ids(), { readOnly: true })).toEqual([1, 2])
  })

  test('streams what it wrote, and other statements may run in between', async () => {
    await db.transaction(async () => {
      await db.execute('insert into t select 10 + range, 0 from range(5000)')
      let count = 0
      for await (const rows of db.stream('select * from t')) {
        count += rows.length
        await db.query('select 1')
      }
      expect(count).toBe(5002)
    })
  })
})

describe('conflicts', () => {
  test('an upsert never ends in the duplicate key that it is there for', async () => {
    const upsert = 'insert into t values (?, 1) on conflict (id) do update set v = v + 1'
    await Promise.all(Array.from({ length: 24 }, (_, index) => db.execute(upsert, [10 + (index % 2)])))
    const together = Array.from({ length: 12 }, () => db.transaction(() => db.execute(upsert, [12])))
    await Promise.all(together)
    expect(await db.query('select id, v from t where id >= 10 order by id')).toEqual([
      { id: 10, v: 12 },
      { id: 11, v: 12 },
      { id: 12, v: 12 },
    ])
  })

  test('a duplicate key of another column is told as it is', async () => {
    await db.script(
      'create table u(id int primary key, name varchar unique); insert into u values (1, $$a$$)',
    )
    const upsert = "insert into u values (2, 'a') on conflict (id) do update set name = excluded.name"
    await expect(db.execute(upsert)).rejects.toMatchObject({ constraint: 'unique' })
    await expect(db.execute("insert into u values (1, 'b')")).rejects.toMatchObject({ constraint: 'unique' })
  })

  test('a key that two add at once is a duplicate in the words of one connection', async () => {
    const adding = await Promise.allSettled(
      Array.from({ length: 8 }, () =>
        db.transaction(async () => {
          await db.execute('insert into t values (20, 0)')
          await sleep(5)
        }),
      ),
    )
    const failed = adding.filter((one) => one.status === 'rejected')
    expect(failed).toHaveLength(7)
    for (const { reason } of failed)
      expect(reason.message).toMatch(/^Constraint Error: Duplicate key "id: 20"/)
  })

  const increment = async (pauseMs: number) => {
    const { v } = await db.one<{ v: number }>('select v from t where id = 1')
    await sleep(pauseMs)
    await db.execute('update t set v = $1 where id = 1', [v + 1])
  }

  test('start over until every one has counted', async () => {
    const retries = vi.fn()
    db.events.on('retry', retries)
    await Promise.all(Array.from({ length: 6 }, () => db.transaction(() => increment(3), { retry: 100 })))
    expect(await db.one('select v from t where id = 1')).toEqual({ v: 6 })
    expect(retries.mock.calls.length).toBeGreaterThan(0)
    expect(db.stats().conflictsRetried).toBe(retries.mock.calls.length)
  })

  test('start over although the work wrapped the error in its own', async () => {
    let attempts = 0
    await Promise.all(
      Array.from({ length: 3 }, () =>
        db.transaction(
          async () => {
            attempts += 1
            await increment(3).catch((cause) => {
              throw new Error('wrapped', { cause })
            })
          },
          { retry: 100 },
        ),
      ),
    )
    expect(attempts).toBeGreaterThan(3)
  })

  test('reject with retry: false', async () => {
    const outcomes = await Promise.allSettled(
      [1, 2].map(() => db.transaction(() => increment(5), { retry: false })),
    )
    const failed = outcomes.filter(({ status }) => status === 'rejected')
    expect(failed).toHaveLength(1)
    expect(failed[0]).toMatchObject({ reason: { code: 'conflict', retryable: true } })
  })
})

describe('nested', () => {
  test('joins by default', async () => {
    const failing = db.transaction(async () => {
      await db.transaction(() => db.execute('insert into t values (3, 0)'))
      throw new Error('outer')
    })
    await expect(failing).rejects.toThrow('outer')
    expect(await ids()).toEqual([1, 2])
    expect(db.stats().transactions).toEqual({ committed: 0, rolledBack: 1 })
  })

  test('a failed join dooms the outer one: its statements are refused, and it says so', async () => {
    const outer = db.transaction(async () => {
      await db.execute('insert into t values (3, 0)')
      await db
        .transaction(async () => {
          throw new Error('inner')
        })
        .catch(() => undefined)
      await expect(db.query('select 1')).rejects.toMatchObject({ code: 'transaction-aborted' })
    })
    await expect(outer).rejects.toThrow(/rolled back: inner\n.*savepoints/)
    expect(await ids()).toEqual([1, 2])
  })

  test('is refused with "error"', async () => {
    const nested = db.transaction(() => db.transaction(async () => undefined, { nested: 'error' }))
    await expect(nested).rejects.toMatchObject({ code: 'transaction-state' })
  })

  test('stands for itself with "independent"', async () => {
    const failing = db.transaction(async () => {
      await db.transaction(() => db.execute('insert into t values (3, 0)'), { nested: 'independent' })
      throw new Error('outer')
    })
    await expect(failing).rejects.toThrow('outer')
    expect(await ids()).toEqual([1, 2, 3])
  })
})

describe('stopping', () => {
  const endless = 'select count(*) from range(100000000000) t(a) where a % 7 = 3'

  test('a timeout interrupts, rolls back and rejects', async () => {
    const slow = db.transaction(
      async () => {
        await db.execute('insert into t values (3, 0)')
        await db.query(endless)
      },
      { timeoutMs: 50 },
    )
    await expect(slow).rejects.toMatchObject({ code: 'timeout' })
    expect(await ids()).toEqual([1, 2])
  })

  test('an abort rejects although the work waits for something else for ever', async () => {
    const controller = new AbortController()
    const waiting = db.transaction(
      async () => {
        await db.execute('insert into t values (3, 0)')
        setTimeout(() => controller.abort(new Error('enough')), 10)
        await new Promise(() => undefined)
      },
      { signal: controller.signal },
    )
    await expect(waiting).rejects.toThrow('enough')
    expect(await ids()).toEqual([1, 2])
    expect(db.stats().pool.inUse).toBe(0)
  })

  test('statements that come after the end are refused, and do not run outside unnoticed', async () => {
    let late: Promise<unknown> | undefined
    await db.transaction(async () => {
      late = sleep(10).then(() => db.execute('insert into t values (9, 9)'))
      late.catch(() => undefined)
    })
    await expect(late).rejects.toMatchObject({ code: 'transaction-state' })
    expect(await ids()).toEqual([1, 2])
  })
})

describe('hooks', () => {
  test('run after the outermost commit, outside of the transaction', async () => {
    const order: string[] = []
    await db.transaction(async () => {
      await db.transaction(() =>
        db.afterCommit(async () => {
          order.push(`hook sees ${(await ids()).length} rows, in transaction: ${db.inTransaction}`)
        }),
      )
      db.afterRollback(() => {
        order.push('rolled back')
      })
      await db.execute('insert into t values (3, 0)')
      order.push('work done')
    })
    expect(order).toEqual(['work done', 'hook sees 3 rows, in transaction: false'])
  })

  test('run after a rollback, those of after-commit never', async () => {
    const order: string[] = []
    const failing = db.transaction(async () => {
      await db.afterCommit(() => {
        order.push('committed')
      })
      db.afterRollback(() => {
        order.push('rolled back')
      })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(order).toEqual(['rolled back'])
  })

  test('a hook that fails is reported and does not change the outcome', async () => {
    const failures: unknown[] = []
    db.events.on('hookFailed', ({ cause }) => failures.push(cause))
    const result = await db.transaction(async () => {
      await db.afterCommit(() => {
        throw new Error('hook')
      })
      return 1
    })
    expect(result).toBe(1)
    expect(failures).toMatchObject([{ message: 'hook' }])
  })

  test('outside of a transaction an after-commit hook runs at once', async () => {
    const hook = vi.fn()
    await db.afterCommit(hook)
    expect(hook).toHaveBeenCalledOnce()
  })
})

describe('commit listeners', () => {
  let commits: string[][]

  beforeEach(() => {
    commits = []
    db.onCommit((writes) => commits.push(writes.map(({ sql, tables }) => tables?.join() ?? sql)))
  })

  test('get the writes of a transaction once, when it commits', async () => {
    await db.transaction(async () => {
      await db.execute('insert into t values (3, 0)')
      await db.query('select * from t')
      await db.execute('update t set v = 2')
      expect(commits).toEqual([])
    })
    expect(commits).toEqual([['insert into t values (3, 0)', 'update t set v = 2']])
  })

  test('get autocommitted writes, scripts, definitions and bulk appends, and no reads', async () => {
    await db.execute('delete from t where id = 1')
    await db.query('select * from t')
    await db.script('begin; insert into t values (7, 7); commit')
    await db.execute('create table u(i int)')
    await db.append('u', [[1]])
    expect(commits).toEqual([
      ['delete from t where id = 1'],
      ['begin; insert into t values (7, 7); commit'],
      ['create table u(i int)'],
      ['u'],
    ])
  })

  test('hear nothing of what was rolled back', async () => {
    await db
      .transaction(async () => {
        await db.execute('delete from t')
        throw new Error('no')
      })
      .catch(() => undefined)
    await db.execute('insert into t values (1, 1)').catch(() => undefined)
    expect(commits).toEqual([])
  })

  test('are waited for before the writer goes on', async () => {
    let heard = false
    const stop = db.onCommit(async () => {
      await sleep(5)
      heard = true
    })
    await db.execute('delete from t')
    expect(heard).toBe(true)
    stop()
    heard = false
    await db.execute('insert into t values (1, 1)')
    expect(heard).toBe(false)
  })

  test('hear of a transaction by hand on a connection when it commits', async () => {
    const connection = await db.connect()
    await connection.execute('begin')
    await connection.execute('delete from t')
    expect(commits).toEqual([])
    await connection.execute('commit')
    await connection.release()
    expect(commits).toEqual([['delete from t']])
  })
})
