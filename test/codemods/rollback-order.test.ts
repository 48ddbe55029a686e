import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { applyPlan, planPhase, rollbackRun } from '@duckshift/codemods'
import { beforeEach, describe, expect, it } from 'vitest'
import { project, repository, smallProjectFiles, treeHash } from '../support/project.js'

/** A place for each of the phases 2, 3 and 4, that has no file in common with the others. */
const apart = {
  'src/move.ts': `import { getClient } from './db.js'

export async function remove(id: number): Promise<void> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    await db.execute('DELETE FROM items WHERE id = ?', [id])
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}
`,
  'src/tags.ts': `import { getClient } from './db.js'

export async function tagsOf(ids: number[]): Promise<number[]> {
  const db = getClient()
  const counts: number[] = []
  for (const id of ids) {
    const rows = await db.query<{ tag: string }>('SELECT tag FROM tags WHERE item_id = ? ORDER BY tag', [id])
    counts.push(rows.length)
  }
  return counts
}
`,
  'src/rates.ts': `export async function rates(): Promise<string> {
  const response = await fetch('https://rates.example/today')
  return response.text()
}
`,
}

const typeErrors = (root: string) =>
  spawnSync(process.execPath, [join(repository, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', root], {
    encoding: 'utf8',
  }).stdout

describe('phases are rolled back in any order that is sound', () => {
  let root: string
  let runs: Record<number, string>
  let trees: Record<number, string>

  async function migrate(files: Readonly<Record<string, string>>): Promise<void> {
    root = project({ ...smallProjectFiles, ...files })
    runs = {}
    trees = { 0: treeHash(root) }
    for (const phase of [1, 2, 3, 4]) {
      const plan = await planPhase({ root, config: {}, phase })
      expect(plan.changes.length).toBeGreaterThan(0)
      runs[phase] = applyPlan(root, plan).id
      trees[phase] = treeHash(root)
    }
  }

  describe('that have no file in common', () => {
    beforeEach(() => migrate(apart))

    for (const order of [
      [2, 3, 4],
      [3, 2, 4],
      [4, 2, 3],
    ]) {
      it(`${order.join(', ')}`, async () => {
        for (const phase of order) {
          rollbackRun(root, runs[phase]!)
          expect(typeErrors(root)).toBe('')
        }
        expect(treeHash(root)).toBe(trees[1])
        const again = await planPhase({ root, config: {}, phase: order[0]! })
        expect(again.changes.length).toBeGreaterThan(0)
        rollbackRun(root, runs[1]!)
        expect(treeHash(root)).toBe(trees[0])
      })
    }

    it('not the phase that all of them build on, which names them', () => {
      expect(() => rollbackRun(root, runs[1]!)).toThrowError(
        expect.objectContaining({
          code: 'built-upon',
          message: expect.stringContaining(runs[2]!),
        }),
      )
      expect(treeHash(root)).toBe(trees[4])
    })
  })

  it('not under a later phase that changed the same file', async () => {
    await migrate({
      'src/all.ts': `${apart['src/move.ts']}${apart['src/tags.ts'].replace(/^import.*\n/, '')}${apart['src/rates.ts']}`,
    })
    const refusedBy = (phase: number, later: readonly number[]) =>
      expect(() => rollbackRun(root, runs[phase]!)).toThrowError(
        expect.objectContaining({
          code: 'built-upon',
          message: expect.stringContaining(later.map((one) => runs[one]).join(', ')),
        }),
      )
    refusedBy(2, [4, 3])
    refusedBy(3, [4])
    expect(treeHash(root)).toBe(trees[4])
    for (const phase of [4, 3, 2, 1]) {
      rollbackRun(root, runs[phase]!)
      expect(treeHash(root)).toBe(trees[phase - 1])
    }
  })
})
