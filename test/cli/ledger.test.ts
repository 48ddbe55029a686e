import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complaints, schemas } from '../../reports/src/testing/validate.js'
import { duckshift, smallProject } from '../support/project.js'

const legacy = (name: string, extra = '') => `import { getClient } from './db.js'

export async function ${name}() {
  const db = getClient()
${extra}  return db.query('SELECT id FROM items')
}
`
const migrated = (name: string) => `export async function ${name}() {\n  return []\n}\n`

describe('the ledger', () => {
  let root: string
  const write = (file: string, text: string) => writeFileSync(join(root, file), text)
  const ledger = () => readFileSync(join(root, 'duckshift.ledger'), 'utf8')
  const git = (...args: string[]) => {
    const result = spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
      cwd: root,
      encoding: 'utf8',
    })
    if (result.status !== 0) throw new Error(result.stdout + result.stderr)
    return result.stdout
  }
  const commit = (message: string) => git('commit', '-qam', message)

  beforeAll(() => {
    root = smallProject({
      'src/a.ts': legacy('a'),
      'src/b.ts': legacy('b'),
      'src/c.ts': legacy('c'),
      '.gitignore': 'node_modules\n',
      CODEOWNERS: '/src/ @data\n',
    })
    git('init', '-qb', 'main')
    expect(duckshift(root, 'status', '--check').code).toBe(2)
    expect(duckshift(root, 'status', '--update').code).toBe(0)
    git('add', '.')
    git('commit', '-qm', 'start')
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  it('holds', () => {
    expect(ledger()).toContain('\nsrc/a.ts 1=1\n')
    expect(duckshift(root, 'status', '--check').code).toBe(0)
  })

  it('is a ratchet', () => {
    write('src/a.ts', legacy('a') + legacy('again').replace(/^import.*\n/, ''))
    const check = duckshift(root, 'status', '--check', '--format', 'github')
    expect(check.code).toBe(1)
    expect(check.out).toMatch(/^::error file=src\/a\.ts,line=1/m)
    expect(duckshift(root, 'status', '--update').code).toBe(1)
    expect(ledger()).toContain('\nsrc/a.ts 1=1\n')
    expect(duckshift(root, 'status', '--allow-increase', 'x').code).toBe(2)
    expect(duckshift(root, 'status', '--update', '--allow-increase', ' ').code).toBe(2)
    expect(duckshift(root, 'status', '--update', '--allow-increase', 'new report').code).toBe(0)
    expect(ledger()).toContain('\nsrc/a.ts 1=2 # new report\n')
    git('checkout', '-q', '.')
  })

  it('merges branches that migrated neighbouring files, without conflict', () => {
    for (const name of ['a', 'b', 'c']) {
      git('checkout', '-qb', name, 'main')
      write(`src/${name}.ts`, migrated(name))
      expect(duckshift(root, 'status', '--update').code).toBe(0)
      commit(`migrate ${name}`)
    }
    git('checkout', '-q', 'main')
    for (const name of ['a', 'b', 'c']) git('merge', '-q', '--no-edit', name)
    expect(duckshift(root, 'status', '--check').code).toBe(0)
    expect(ledger()).toMatch(/\nsrc\/a\.ts 0\n\nsrc\/b\.ts 0\n\nsrc\/c\.ts 0\n/)
    write('src/b.ts', legacy('b'))
    expect(duckshift(root, 'status', '--check').code).toBe(1)
    git('checkout', '-q', '.')
  })

  it('gives the trend and the owners', () => {
    const status = JSON.parse(duckshift(root, 'status', '--json').out)
    expect(complaints(schemas.status, status)).toEqual([])
    expect(status.trend.map((point: { usages: number }) => point.usages).at(0)).toBe(4)
    expect(status.trend.at(-1)).toMatchObject({ usages: 1, source: 'now' })
    expect(status.usages[0].owners).toEqual(['@data'])
  })

  it('narrows to what a branch changed', () => {
    git('checkout', '-qb', 'feature', 'main')
    write('src/new.ts', legacy('fresh'))
    const status = JSON.parse(duckshift(root, 'status', '--json', '--changed-since', 'main').out)
    expect(new Set(status.usages.map((usage: { file: string }) => usage.file))).toEqual(
      new Set(['src/new.ts']),
    )
    expect(duckshift(root, 'status', '--check', '--changed-since', 'main').code).toBe(1)
    expect(duckshift(root, 'status', '--changed-since', 'nowhere').code).toBe(2)
    expect(duckshift(root, 'status', '--changed-since', '--output=x').code).toBe(2)
    rmSync(join(root, 'src/new.ts'))
  })

  it('counts what is marked, leaves out what is ignored with a reason, and tells of idle comments', () => {
    write(
      'src/marked.ts',
      `${legacy('ignored').replace('  const db', '  // duckshift-ignore: the importer keeps its own session\n  const db')}
// duckshift-todo(manual-transaction): split by hand
// duckshift-ignore: nothing here
export const text = '// duckshift-todo(x): not a comment'
export const more = getClient // duckshift-ignore
`,
    )
    const status = JSON.parse(duckshift(root, 'status', '--json').out)
    expect(complaints(schemas.status, status)).toEqual([])
    expect(status.totals.ignored).toBe(1)
    expect(status.markers.map((marker: { kind: string }) => marker.kind).sort()).toEqual([
      'ignore-without-reason',
      'todo',
      'unused-ignore',
    ])
    expect(status.ledger.excess).toContainEqual({ file: 'src/marked.ts', key: 'todo', allowed: 0, found: 1 })
    rmSync(join(root, 'src/marked.ts'))
  })

  it.each([
    ['json', /^\{/],
    ['md', /^## duckshift/],
    ['html', /^<!doctype html>/],
    ['sarif', /"version": "2\.1\.0"/],
    ['github', /^::notice file=src\/items\.ts/],
    ['text', /^accessor/],
  ])('prints the status as %s', (format, expected) => {
    const printed = duckshift(root, 'status', '--format', format)
    expect(printed.code).toBe(0)
    expect(printed.out).toMatch(expected)
    if (format === 'sarif') expect(complaints(schemas.sarif, JSON.parse(printed.out))).toEqual([])
  })

  it('validates a run against its schema', () => {
    expect(complaints(schemas.run, JSON.parse(duckshift(root, 'run', '1', '--json').out))).toEqual([])
  })
})
