import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { applyPlan, planPhase } from '@duckshift/codemods'
import { filesUnder } from '@duckshift/codemods/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { project, repository, smallProjectFiles } from '../support/project.js'
import { type Differential, Side } from './differential.js'

/** Few in the suite; `npm run differential` takes 200 for each case. */
const inputs = Number(process.env.DIFFERENTIAL_INPUTS ?? 30)
const phasesFolder = join(repository, 'codemods', 'src', 'phases')
const folders = (path: string) =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    : []

/** The runnable cases: those with a `differential.ts` beside `before` and `after`. */
const cases = folders(phasesFolder).flatMap((phase) =>
  folders(join(phasesFolder, phase)).flatMap((codemod) =>
    folders(join(phasesFolder, phase, codemod, 'cases')).flatMap((name) => {
      const path = join(phasesFolder, phase, codemod, 'cases', name)
      return existsSync(join(path, 'differential.ts')) ? [{ codemod, name, path }] : []
    }),
  ),
)

async function sideOf(root: string, definition: Differential<unknown>): Promise<Side> {
  const load = (path: string) => import(/* @vite-ignore */ pathToFileURL(join(root, path)).href)
  const { getClient } = await load('src/db.ts')
  const side = new Side(await load(definition.module), getClient())
  await side.createTables(smallProjectFiles['schema.sql'])
  return side
}

describe('the code of a case does the same before and after', () => {
  for (const { codemod, name, path } of cases) {
    it(`${codemod}: ${name}`, { timeout: 600_000 }, async () => {
      const module = await import(/* @vite-ignore */ join(path, 'differential.ts'))
      for (const definition of [module.default].flat() as Differential<unknown>[]) {
        const before = project({ ...smallProjectFiles, ...filesUnder(join(path, 'before')) })
        applyPlan(before, await planPhase({ root: before, config: {}, phase: 1 }))
        const after = project({})
        try {
          cpSync(before, after, { recursive: true, filter: (file) => !/node_modules|\.duckshift/.test(file) })
          cpSync(join(path, 'after'), after, { recursive: true })
          const samples = fc.sample(definition.inputs, { numRuns: inputs, seed: 20_240_611 })
          const old = await sideOf(before, definition)
          const expected = []
          for (const input of samples) expected.push(await old.observe(definition, input))
          const fresh = await sideOf(after, definition)
          for (const [index, input] of samples.entries()) {
            const seen = await fresh.observe(definition, input)
            expect(seen, `for ${JSON.stringify(input)}`).toEqual(expected[index])
          }
          expect(samples.length).toBe(inputs)
        } finally {
          rmSync(before, { recursive: true, force: true })
          rmSync(after, { recursive: true, force: true })
        }
      }
    })
  }
})
