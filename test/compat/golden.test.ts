import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import duckdb from '@duckshift/runtime/compat/duckdb'
import duckdbAsync from '@duckshift/runtime/compat/duckdb-async'
import { describe, expect, it, onTestFinished } from 'vitest'
import { differences } from './differences.js'
import { groupNames, observeGroup } from './observations/index.mjs'

type Observations = Record<string, unknown>

const golden = JSON.parse(readFileSync(new URL('fixtures/duckdb-async.json', import.meta.url), 'utf8')) as {
  versions: Record<string, string>
  observations: Observations
}
const differs = (id: string) => differences.some(({ observations }) => observations.test(id))
const ofGroup = (name: string) =>
  Object.entries(golden.observations).filter(([id]) => id.startsWith(`${name}: `))

describe(`what duckdb ${golden.versions.duckdb} answered`, () => {
  it.each(groupNames)('%s: the same, but for the differences that are explained', async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'duckshift-golden-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const observed = await observeGroup(name, { duckdb, duckdbAsync, folder })
    const expected = ofGroup(name)
    const without = (entries: [string, unknown][]) =>
      Object.fromEntries(entries.filter(([id]) => !differs(id)))
    expect(without(Object.entries(observed))).toEqual(without(expected))
    for (const [id, value] of expected.filter(([id]) => differs(id))) {
      expect(observed[id], `${id} no longer differs`).not.toEqual(value)
    }
  })

  it('explains no difference that nothing shows', () => {
    const ids = Object.keys(golden.observations)
    for (const { observations } of differences) expect(ids.some((id) => observations.test(id))).toBe(true)
    const count = ids.filter(differs).length
    expect([ids.length, count]).toEqual([1373, 52])
  })
})
