import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Database } from '@duckshift/runtime'
import {
  differingAnswers,
  type QueryFigures,
  readWorkload,
  replay,
  type WorkloadOperation,
} from '@duckshift/runtime/workload'
import { expect, it } from 'vitest'
import { copyOfModelhub, duckshift, temporaryFolder } from '../support/project.js'

/** All of modelhub's tests take long; by default some that read and write much. */
const tests = process.env.DUCKSHIFT_ALL_OF_MODELHUB ? [] : ['test/unit/datasets', 'test/unit/jobs']

interface Side {
  readonly figures: Map<string, QueryFigures>
  elapsedMs: number
}

it("what modelhub's own tests ran gives the same answers on singleton and pool", async () => {
  const root = copyOfModelhub()
  expect(duckshift(root, 'run', '1', '--write', '--quiet').code).toBe(0)
  const recordings = temporaryFolder()
  const vitest = spawnSync('npx', ['vitest', 'run', ...tests], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, DUCKSHIFT_RECORD: join(recordings, '%p.jsonl') },
  })
  expect(vitest.status, vitest.stdout + vitest.stderr).toBe(0)

  const sides = { singleton: side(), again: side(), pool: side() }
  let operations = 0
  let volatile = 0
  const differing: string[] = []
  for (const file of readdirSync(recordings)) {
    for (const recorded of byDatabase(await readWorkload(join(recordings, file)))) {
      const expected = await replayOn(recorded, 'singleton', sides.singleton)
      const twin = await replayOn(recorded, 'singleton', sides.again)
      const actual = await replayOn(recorded, 'pool', sides.pool)
      operations += recorded.length
      // What differs from run to run on the singleton itself, such as now(), says nothing about the pool.
      const unsteady = new Set(differingAnswers(recorded, expected, twin))
      volatile += unsteady.size
      for (const index of differingAnswers(recorded, expected, actual)) {
        if (!unsteady.has(index)) differing.push(recorded[index]!.statements[0]!.sql)
      }
    }
  }
  console.log(
    `${operations} operations of ${sides.pool.figures.size} queries recorded, ${differing.length} answers differ, ` +
      `${volatile} differ from run to run; singleton ${sides.singleton.elapsedMs.toFixed(0)} ms, pool ${sides.pool.elapsedMs.toFixed(0)} ms\n` +
      [...sides.singleton.figures.values()]
        .sort((a, b) => b.totalMs - a.totalMs)
        .slice(0, 8)
        .map(({ sql, runs, p50Ms }) => {
          const pool = sides.pool.figures.get(sql)!
          return `  ${String(runs).padStart(4)} runs  p50 singleton ${p50Ms.toFixed(2)} ms, pool ${pool.p50Ms.toFixed(2)} ms  ${sql.replaceAll(/\s+/g, ' ').slice(0, 70)}`
        })
        .join('\n'),
  )
  expect(operations).toBeGreaterThan(30)
  expect(differing).toEqual([])
  expect(volatile).toBeLessThan(operations / 2)
}, 600_000)

function side(): Side {
  return { figures: new Map(), elapsedMs: 0 }
}

function byDatabase(operations: readonly WorkloadOperation[]): WorkloadOperation[][] {
  const groups = new Map<string | undefined, WorkloadOperation[]>()
  for (const operation of operations) {
    const known = groups.get(operation.database)
    if (known) known.push(operation)
    else groups.set(operation.database, [operation])
  }
  return [...groups.values()]
}

/** From nothing: the recording begins with the schema. */
async function replayOn(operations: readonly WorkloadOperation[], mode: 'singleton' | 'pool', into: Side) {
  const db = await Database.open(join(temporaryFolder(), 'a.duckdb'), { mode, rows: 'json' })
  const result = await replay(operations, db)
  await db.close()
  into.elapsedMs += result.elapsedMs
  for (const query of result.queries) {
    const known = into.figures.get(query.sql)
    if (!known || query.runs > known.runs) into.figures.set(query.sql, query)
  }
  return result
}
