import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type FileChange, listRuns, loadPlan, type Plan, recover, savePlan } from '@duckshift/codemods'
import { describe, expect, it } from 'vitest'
import { hashOf } from '../../codemods/src/apply/hash.js'
import { temporaryFolder, treeHash } from '../support/project.js'

const kills = Number(process.env.DUCKSHIFT_KILLS ?? 12)
const script = (name: string) => fileURLToPath(new URL(name, import.meta.url))

const before: Readonly<Record<string, string>> = {
  'src/a.ts': 'export const a = 1\r\n',
  'src/deep/b.ts': '\uFEFFexport const b = 2\n',
  'src/gone.ts': 'export {}\n',
  'src/large.ts': `// ${'x'.repeat(200_000)}\n`,
}

function sampleProject(): { root: string; plan: string } {
  const root = temporaryFolder()
  for (const [path, text] of Object.entries(before)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  chmodSync(join(root, 'src/a.ts'), 0o755)
  const edit = (path: string, after: string): FileChange => ({
    path,
    kind: 'edit',
    before: hashOf(before[path]!),
    after: hashOf(after),
    edits: [{ start: 0, end: before[path]!.length, text: after }],
  })
  const create = (path: string, text: string): FileChange => ({
    path,
    kind: 'create',
    after: hashOf(text),
    edits: [{ start: 0, end: 0, text }],
  })
  const files = [
    edit('src/a.ts', 'export const a = 2\r\n'),
    edit('src/deep/b.ts', '\uFEFFexport const b = 3\n'),
    edit('src/large.ts', `// ${'y'.repeat(200_000)}\n`),
    { path: 'src/gone.ts', kind: 'delete' as const, before: hashOf(before['src/gone.ts']!), edits: [] },
    create('src/new/one/c.ts', 'export const c = 1\n'),
    create('src/new/d.ts', 'export const d = 1\n'),
  ]
  const plan: Plan = {
    version: 1,
    id: 'p1-20260101-000000-abcd',
    phase: 1,
    createdAt: new Date().toISOString(),
    duckshift: '0.0.0',
    accessors: [],
    usages: [],
    changes: [],
    refusals: [],
    read: Object.fromEntries(
      files.flatMap((file) => ('before' in file && file.before ? [[file.path, file.before]] : [])),
    ),
    files,
    rehearsal: {
      outcome: 'checked',
      checker: '',
      checkedFiles: 0,
      diagnosticsBefore: 0,
      newDiagnostics: [],
      removedChanges: [],
    },
  }
  savePlan(root, plan)
  return { root, plan: plan.id }
}

function copyOf(root: string): string {
  const copy = temporaryFolder()
  cpSync(root, copy, { recursive: true })
  return copy
}

function run(root: string, what: string, id: string, environment: Record<string, string> = {}) {
  return spawnSync(
    process.execPath,
    ['--import', script('kill-at-write.mjs'), script('apply.mjs'), root, what, id],
    { encoding: 'utf8', env: { ...process.env, KILL_WITHIN: root, ...environment } },
  )
}

/** Spread over all, the first and the last among them. */
function sample(points: number, wanted: number): number[] {
  if (wanted >= points) return Array.from({ length: points }, (_, index) => index + 1)
  return Array.from({ length: wanted }, (_, index) => 1 + Math.round((index * (points - 1)) / (wanted - 1)))
}

const leftovers = (root: string) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /duckshift-\d|journal|lock/.test(name),
  )

describe('killed at any call that changes the disk', () => {
  it.each(['apply', 'rollback'])(
    '%s leaves the tree wholly before or wholly after',
    { timeout: Math.max(900_000, kills * 15_000) },
    (what) => {
      const { root, plan } = sampleProject()
      if (what === 'rollback') expect(run(root, 'apply', plan).status).toBe(0)
      const id = what === 'apply' ? plan : plan.replace(/^p/, 'r')
      const was = treeHash(root)
      const whole = copyOf(root)
      const counted = run(whole, what, id)
      expect(counted.status).toBe(0)
      const is = treeHash(whole)
      expect(is).not.toBe(was)
      const points = Number(/KILL_POINTS (\d+)/.exec(counted.stderr)?.[1])
      expect(points).toBeGreaterThan(25)
      const seen = { before: 0, after: 0 }
      for (const point of sample(points, kills / 2)) {
        const copy = copyOf(root)
        expect(run(copy, what, id, { KILL_AT: String(point) }).signal).toBe('SIGKILL')
        recover(copy)
        const tree = treeHash(copy)
        expect([was, is], `point ${point} of ${points}`).toContain(tree)
        seen[tree === was ? 'before' : 'after'] += 1
        expect(leftovers(copy).filter((name) => !name.endsWith('lock'))).toEqual([])
        const states = listRuns(copy).map(({ state }) => state)
        if (what === 'apply') expect(states).toEqual(tree === was ? [] : ['applied'])
        else expect(states).toEqual([tree === was ? 'applied' : 'rolled-back'])
        // What was undone can be done again.
        if (tree === was) {
          const again = run(copy, what, id)
          expect(again.status, `point ${point} of ${points}: ${again.stderr}`).toBe(0)
          expect(treeHash(copy)).toBe(is)
        }
        rmSync(copy, { recursive: true })
      }
      expect(seen.before).toBeGreaterThan(0)
      expect(seen.after).toBeGreaterThan(0)
    },
  )

  it('an edit that somebody made after the crash is kept', () => {
    const { root, plan } = sampleProject()
    const points = Number(/KILL_POINTS (\d+)/.exec(run(copyOf(root), 'apply', plan).stderr)?.[1])
    expect(run(root, 'apply', plan, { KILL_AT: String(points - 3) }).signal).toBe('SIGKILL')
    expect(existsSync(join(root, '.duckshift', 'journal.json'))).toBe(true)
    writeFileSync(join(root, 'src/a.ts'), 'by hand\n')
    recover(root)
    expect(readFileSync(join(root, 'src/a.ts'), 'utf8')).toBe('by hand\n')
    expect(readFileSync(join(root, 'src/deep/b.ts'), 'utf8')).toBe(before['src/deep/b.ts'])
    expect(existsSync(join(root, 'src/new'))).toBe(false)
  })
})

describe('a disk that is full', () => {
  it.each([1, 300])('at %d KiB a file stops the run before anything changed', (limitKiB) => {
    const { root, plan } = sampleProject()
    const was = treeHash(root)
    const command = `ulimit -f ${limitKiB}; trap '' XFSZ; exec "$@"`
    const result = spawnSync(
      'bash',
      ['-c', command, 'bash', process.execPath, script('apply.mjs'), root, 'apply', plan],
      {
        encoding: 'utf8',
      },
    )
    expect(result.status).not.toBe(0)
    expect(treeHash(root)).toBe(was)
    recover(root)
    expect(treeHash(root)).toBe(was)
    expect(leftovers(root).filter((name) => !name.endsWith('lock'))).toEqual([])
    expect(run(root, 'apply', plan).status).toBe(0)
  })

  const mount = (path: string, size: string) =>
    spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path]).status === 0
  const probe = temporaryFolder()
  const canMount = mount(probe, '64k')
  if (canMount) spawnSync('umount', [probe])

  it.skipIf(!canMount).each(['600k', '900k', '1200k'])('a file system of %s keeps every byte', (size) => {
    const { root, plan } = sampleProject()
    const small = temporaryFolder()
    expect(mount(small, size)).toBe(true)
    try {
      cpSync(root, small, { recursive: true })
      const was = treeHash(small)
      const result = run(small, 'apply', plan)
      const is = treeHash(small)
      if (result.status === 0) expect(is).not.toBe(was)
      else {
        expect(is).toBe(was)
        expect(leftovers(small).filter((name) => !name.endsWith('lock'))).toEqual([])
      }
    } finally {
      spawnSync('umount', [small])
    }
  })
})

describe('two runs at once', () => {
  it('one writes, the other is told so or finds its work done', async () => {
    const { root, plan } = sampleProject()
    const start = () =>
      new Promise<number | null>((resolve) => {
        const child = spawn(process.execPath, [script('apply.mjs'), root, 'apply', plan], { stdio: 'ignore' })
        child.on('exit', resolve)
      })
    const codes = await Promise.all([start(), start(), start()])
    expect(codes.filter((code) => code === 0)).toHaveLength(1)
    expect(listRuns(root).map(({ state }) => state)).toEqual(['applied'])
    expect(statSync(join(root, 'src/a.ts')).mode & 0o777).toBe(0o755)
    expect(loadPlan(root, plan).files).toHaveLength(6)
  })
})
