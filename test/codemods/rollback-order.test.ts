import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { applyPlan, planPhase, rollbackRun } from '@duckshift/codemods'
import { beforeAll, describe, expect, it } from 'vitest'
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

interface Migrated {
  readonly root: string
  readonly runs: Readonly<Record<number, string>>
  readonly trees: Readonly<Record<number, string>>
}

async function migrated(files: Readonly<Record<string, string>>): Promise<Migrated> {
  const root = project({ ...smallProjectFiles, ...files })
  const runs: Record<number, string> = {}
  const trees: Record<number, string> = { 0: treeHash(root) }
  for (const phase of [1, 2, 3, 4]) {
    const plan = await planPhase({ root, config: {}, phase })
    expect(plan.changes.length).toBeGreaterThan(0)
    runs[phase] = applyPlan(root, plan).id
    trees[phase] = treeHash(root)
  }
  return { root, runs, trees }
}

function isRefused({ root, runs, trees }: Migrated, phase: number, later: readonly number[]): void {
  expect(() => rollbackRun(root, runs[phase]!)).toThrowError(
    expect.objectContaining({
      code: 'built-upon',
      message: expect.stringContaining(`: ${later.map((one) => runs[one]).join(', ')}.`),
    }),
  )
  expect(treeHash(root)).toBe(trees[4])
}

describe('phases are rolled back in any order that is sound', () => {
  describe('that have no file in common', () => {
    let all: Migrated
    beforeAll(async () => {
      all = await migrated(apart)
    })

    for (const order of [
      [2, 3, 4],
      [3, 2, 4],
      [4, 2, 3],
    ]) {
      it(order.join(', '), () => {
        const root = project({})
        cpSync(all.root, root, { recursive: true, filter: (path) => !path.endsWith('node_modules') })
        for (const phase of order) {
          rollbackRun(root, all.runs[phase]!)
          if (order[0] === 3) expect(typeErrors(root)).toBe('')
        }
        expect(treeHash(root)).toBe(all.trees[1])
        rollbackRun(root, all.runs[1]!)
        expect(treeHash(root)).toBe(all.trees[0])
      })
    }

    it('not the phase that the others build on, which names them', () => isRefused(all, 1, [3, 2]))
  })

  it('not under a later phase that changed the same file', async () => {
    const all = await migrated({
      'src/all.ts': `${apart['src/move.ts']}${apart['src/tags.ts'].replace(/^import.*\n/, '')}${apart['src/rates.ts']}`,
    })
    isRefused(all, 2, [4, 3])
    isRefused(all, 3, [4])
    for (const phase of [4, 3, 2, 1]) {
      rollbackRun(all.root, all.runs[phase]!)
      expect(treeHash(all.root)).toBe(all.trees[phase - 1])
    }
  })
})
