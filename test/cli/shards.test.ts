import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { complaints, schemas } from '../../reports/src/testing/validate.js'
import { copyOfModelhub, duckshift, smallProject, temporaryFolder, treeHash } from '../support/project.js'

/** The reports of the command on each of three parts. */
function partsOf(root: string, ...command: string[]): string[] {
  const folder = temporaryFolder()
  return [1, 2, 3].map((part) => {
    const file = join(folder, `${part}.json`)
    writeFileSync(file, duckshift(root, ...command, '--json', '--shard', `${part}/3`).out)
    return file
  })
}

/** The page's data, without what depends on when and where it was made. */
function dataOf(page: string) {
  const data = JSON.parse(/<script type="application\/json" id="data">(.*)<\/script>/.exec(page)![1]!)
  return { ...data, run: { ...data.run, plan: '' }, status: { ...data.status, trend: [] } }
}

/** The output of the command on each of three parts, merged; and on the whole. */
function mergedAndWhole(root: string, ...command: string[]) {
  const merged = duckshift(root, 'report', 'merge', ...partsOf(root, ...command), '--json')
  expect(merged.code).toBe(0)
  return [JSON.parse(merged.out), JSON.parse(duckshift(root, ...command, '--json').out)]
}

describe('shards', () => {
  let root: string
  beforeAll(() => {
    root = copyOfModelhub()
  })

  it('of status merge into the status of the whole', () => {
    const [merged, whole] = mergedAndWhole(root, 'status')
    expect(merged).toEqual(whole)
    expect(whole.totals.usages).toBeGreaterThan(50)
  })

  it('of a run merge into the run of the whole', () => {
    const [merged, whole] = mergedAndWhole(root, 'run', '1')
    expect(complaints(schemas.run, merged)).toEqual([])
    expect({ ...merged, plan: '' }).toEqual({ ...whole, plan: '' })
    expect(whole.changes.length).toBeGreaterThan(50)
  })

  it('of a run merge into one page with the usages that are left', () => {
    const small = smallProject()
    const merged = duckshift(small, 'report', 'merge', ...partsOf(small, 'run', '1'), '--format', 'html')
    expect(merged.code).toBe(0)
    const whole = /^Report: (.*)$/m.exec(duckshift(small, 'run', '1').err)![1]!
    expect(dataOf(merged.out)).toEqual(dataOf(readFileSync(whole, 'utf8')))
    expect(dataOf(merged.out).run.changes.length).toBeGreaterThan(0)
  })

  it('are not written, and a part that is none is a mistake', () => {
    const small = smallProject()
    const before = treeHash(small)
    const written = duckshift(small, 'run', '1', '--write', '--shard', '1/2')
    expect([written.code, written.err]).toEqual([2, expect.stringContaining('a part of a plan')])
    expect(duckshift(small, 'status', '--shard', '3/2').code).toBe(2)
    expect(treeHash(small)).toBe(before)
  })

  it('of different things do not merge', () => {
    const small = smallProject()
    writeFileSync(join(small, 'status.json'), duckshift(small, 'status', '--json').out)
    writeFileSync(join(small, 'run.json'), duckshift(small, 'run', '1', '--json').out)
    writeFileSync(join(small, 'other.json'), '{"version": 1}')
    expect(duckshift(small, 'report', 'merge', 'status.json', 'run.json').code).toBe(2)
    expect(duckshift(small, 'report', 'merge', 'other.json').err).toContain('cannot be read as a report')
    expect(duckshift(small, 'report', 'merge', 'none.json').code).toBe(2)
  })
})
