import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { repository } from '../support/project.js'

interface Score {
  readonly precision: number
  readonly recall: number
  readonly wrong: readonly string[]
  readonly missed: readonly string[]
}
interface Measured {
  readonly labels: number
  readonly duckshift: Score
  readonly knip: Score
}

it('finds what is labelled dead, and nothing else, more of both than knip', () => {
  const measure = join(repository, 'test', 'dead-code', 'measure.mjs')
  const { stdout } = spawnSync(process.execPath, [measure, '--json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  const { labels, duckshift, knip } = JSON.parse(stdout) as Measured
  expect(labels).toBeGreaterThanOrEqual(150)
  expect(duckshift.wrong).toEqual([])
  expect(duckshift.missed).toEqual([])
  expect(duckshift.precision).toBeGreaterThan(knip.precision)
  expect(duckshift.recall).toBeGreaterThan(knip.recall)
})
