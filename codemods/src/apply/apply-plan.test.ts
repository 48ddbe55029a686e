import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DuckshiftError } from '../duckshift-error.js'
import type { FileChange, Plan } from '../model.js'
import { applyPlan } from './apply-plan.js'
import { hashOf } from './hash.js'
import { recover } from './journal.js'
import { listRuns, rollbackRun } from './rollback.js'

let root: string
let serial = 0

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'duckshift-apply-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function put(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
  chmodSync(join(root, path), mode)
}
const read = (path: string) => readFileSync(join(root, path), 'utf8')

function edit(path: string, after: string): FileChange {
  const before = read(path)
  return {
    path,
    kind: 'edit',
    before: hashOf(Buffer.from(before)),
    after: hashOf(Buffer.from(after)),
    edits: [{ start: 0, end: before.length, text: after }],
  }
}
function create(path: string, text: string): FileChange {
  return { path, kind: 'create', after: hashOf(Buffer.from(text)), edits: [{ start: 0, end: 0, text }] }
}
function remove(path: string): FileChange {
  return { path, kind: 'delete', before: hashOf(Buffer.from(read(path))), edits: [] }
}

function planOf(...files: readonly FileChange[]): Plan {
  serial += 1
  return {
    version: 1,
    id: `p1-20260101-0000${String(serial).padStart(2, '0')}-test`,
    phase: 1,
    createdAt: new Date().toISOString(),
    duckshift: '0.0.0',
    accessors: [],
    usages: [],
    changes: [],
    refusals: [],
    read: Object.fromEntries(files.flatMap((file) => (file.before ? [[file.path, file.before]] : []))),
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
}

function failure(work: () => unknown): DuckshiftError {
  try {
    work()
  } catch (error) {
    if (error instanceof DuckshiftError) return error
    throw error
  }
  throw new Error('It did not fail.')
}

/** Everything in the project, duckshift's own folder aside: path, mode, content. */
function tree(folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.name !== '.duckshift')
    .flatMap((entry) => {
      const path = folder ? `${folder}/${entry.name}` : entry.name
      if (entry.isDirectory()) return [path, ...tree(path)]
      return [`${path} ${(statSync(join(root, path)).mode & 0o777).toString(8)} ${read(path)}`]
    })
    .sort()
}

describe('applyPlan and rollbackRun', () => {
  it('edit, create and delete, and restore every byte, mode and folder', () => {
    put('a.ts', 'one\r\n', 0o775)
    put('old/gone.ts', 'gone')
    put('read-only.ts', 'fixed', 0o444)
    const before = tree()
    const plan = planOf(
      edit('a.ts', 'two'),
      create('new/deep/b.ts', 'b'),
      remove('old/gone.ts'),
      edit('read-only.ts', 'changed'),
    )
    const run = applyPlan(root, plan)
    expect(read('a.ts')).toBe('two')
    expect(read('new/deep/b.ts')).toBe('b')
    expect(existsSync(join(root, 'old/gone.ts'))).toBe(false)
    expect(statSync(join(root, 'a.ts')).mode & 0o777).toBe(0o775)
    expect(listRuns(root).map(({ id, state }) => [id, state])).toEqual([[run.id, 'applied']])
    rollbackRun(root, run.id)
    expect(tree()).toEqual(before)
    expect(failure(() => rollbackRun(root, run.id)).code).toBe('already-rolled-back')
  })

  it('runs are listed as they were applied, whichever phase each is of', async () => {
    put('a.ts', 'one')
    const cleanup = applyPlan(root, {
      ...planOf(create('b.ts', 'b')),
      id: 'p5-20260101-000100-test',
      phase: 5,
    })
    await new Promise((resolve) => setTimeout(resolve, 5))
    const foundation = applyPlan(root, planOf(edit('a.ts', 'two')))
    expect(listRuns(root).map(({ id }) => id)).toEqual([cleanup.id, foundation.id])
  })

  it('write nothing when one file drifted, vanished, or appeared', () => {
    put('a.ts', 'a')
    put('b.ts', 'b')
    const plan = planOf(edit('a.ts', 'A'), edit('b.ts', 'B'), create('c.ts', 'c'))
    for (const disturb of [
      () => put('b.ts', 'b, edited'),
      () => rmSync(join(root, 'b.ts')),
      () => put('c.ts', 'somebody else'),
    ]) {
      rmSync(join(root, 'c.ts'), { force: true })
      put('b.ts', 'b')
      disturb()
      const before = tree()
      expect(failure(() => applyPlan(root, plan))).toMatchObject({ code: 'drift', exitCode: 4 })
      expect(tree()).toEqual(before)
    }
  })

  it('never write outside the project, into node_modules or .git, or through a link', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'duckshift-elsewhere-'))
    writeFileSync(join(elsewhere, 'target.ts'), 'theirs')
    symlinkSync(elsewhere, join(root, 'linked'))
    symlinkSync(join(elsewhere, 'target.ts'), join(root, 'link.ts'))
    for (const path of [
      '../out.ts',
      'node_modules/x/index.js',
      '.git/config',
      'linked/new.ts',
      'a/../../out.ts',
    ])
      expect(failure(() => applyPlan(root, planOf(create(path, 'x'))))).toMatchObject({
        code: 'unsafe-path',
        exitCode: 3,
      })
    expect(failure(() => applyPlan(root, planOf(edit('link.ts', 'ours'))))).toMatchObject({
      code: 'unsafe-path',
    })
    expect(readdirSync(elsewhere)).toEqual(['target.ts'])
    expect(readFileSync(join(elsewhere, 'target.ts'), 'utf8')).toBe('theirs')
    rmSync(elsewhere, { recursive: true })
  })

  it('refuse a name that differs from a neighbour only in case', () => {
    put('Items.ts', '1')
    expect(failure(() => applyPlan(root, planOf(create('items.ts', '2'))))).toMatchObject({
      code: 'unsafe-path',
    })
  })

  it('put everything back when a write fails half-way', () => {
    put('a.ts', 'a')
    const before = tree()
    // Longer than a file name may be, once the temporary name's suffix is added.
    const tooLong = `new/${'n'.repeat(250)}.ts`
    const error = failure(() => applyPlan(root, planOf(edit('a.ts', 'A'), create(tooLong, 'b'))))
    expect(error).toMatchObject({ code: 'write-failed', exitCode: 3 })
    expect(tree()).toEqual(before)
    expect(listRuns(root)).toEqual([])
    expect(existsSync(join(root, '.duckshift', 'journal.json'))).toBe(false)
  })

  it('refuse a folder where a file stands', () => {
    put('blocked', 'a file')
    expect(failure(() => applyPlan(root, planOf(create('blocked/deep/b.ts', 'b'))))).toMatchObject({
      code: 'unsafe-path',
    })
  })

  it('refuse a plan whose edits do not give what it promises', () => {
    put('a.ts', 'a')
    const change = edit('a.ts', 'A')
    expect(
      failure(() => applyPlan(root, planOf({ ...change, edits: [{ start: 0, end: 1, text: 'B' }] }))),
    ).toMatchObject({ code: 'corrupt-plan' })
    expect(read('a.ts')).toBe('a')
  })

  it('roll back in any order that is sound, and say which is not', () => {
    put('a.ts', '1')
    put('b.ts', '1')
    const first = applyPlan(root, planOf(edit('a.ts', '2')))
    const beside = applyPlan(root, planOf(edit('b.ts', '2')))
    const second = applyPlan(root, planOf(edit('a.ts', '3')))
    expect(failure(() => rollbackRun(root, first.id))).toMatchObject({ code: 'built-upon' })
    rollbackRun(root, beside.id)
    rollbackRun(root, second.id)
    rollbackRun(root, first.id)
    expect([read('a.ts'), read('b.ts')]).toEqual(['1', '1'])
  })

  it('refuse to roll back what a later run imports', () => {
    put('b.ts', '1')
    const first = applyPlan(root, planOf(create('made.ts', 'export const a = 1')))
    const second = applyPlan(root, planOf(edit('b.ts', "import { a } from './made.js'")))
    expect(failure(() => rollbackRun(root, first.id))).toMatchObject({ code: 'built-upon', exitCode: 3 })
    rollbackRun(root, second.id)
    rollbackRun(root, first.id)
    expect(read('b.ts')).toBe('1')
  })

  it('refuse to roll back over a later edit', () => {
    put('a.ts', '1')
    const run = applyPlan(root, planOf(edit('a.ts', '2')))
    put('a.ts', 'by hand')
    expect(failure(() => rollbackRun(root, run.id))).toMatchObject({ code: 'drift', exitCode: 4 })
    expect(read('a.ts')).toBe('by hand')
  })
})

describe('one run at a time', () => {
  const lock = () => join(root, '.duckshift', 'lock')
  const hold = (pid: number) => {
    mkdirSync(join(root, '.duckshift'), { recursive: true })
    writeFileSync(lock(), `${pid}\n`)
  }

  it('waits for nobody: a living holder is named, a dead one replaced', async () => {
    put('a.ts', '1')
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'])
    hold(other.pid!)
    const error = failure(() => applyPlan(root, planOf(edit('a.ts', '2'))))
    expect(error).toMatchObject({ code: 'locked', exitCode: 3 })
    expect(error.message).toContain(String(other.pid))
    other.kill('SIGKILL')
    await new Promise((resolve) => other.once('exit', resolve))
    applyPlan(root, planOf(edit('a.ts', '2')))
    expect(read('a.ts')).toBe('2')
    expect(existsSync(lock())).toBe(false)
  })

  it('a command beside a living run does not undo what that run is writing', async () => {
    put('a.ts', 'after')
    const journal = {
      version: 1,
      run: {
        id: 'r1-x',
        plan: 'p1-x',
        phase: 1,
        state: 'applied',
        appliedAt: '',
        files: [],
        changes: 1,
        usages: 1,
      },
      entries: [
        {
          path: 'a.ts',
          mode: 0o644,
          before: Buffer.from('before').toString('base64'),
          after: Buffer.from('after').toString('base64'),
        },
      ],
      folders: [],
    }
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'])
    hold(other.pid!)
    writeFileSync(
      join(root, '.duckshift', 'journal.json'),
      JSON.stringify({ ...journal, recordAfter: journal }),
    )
    expect(recover(root)).toBeUndefined()
    expect(read('a.ts')).toBe('after')
    other.kill('SIGKILL')
    await new Promise((resolve) => other.once('exit', resolve))
    expect(recover(root)).toEqual({ run: 'r1-x' })
    expect(read('a.ts')).toBe('before')
  })

  it('drops a journal that was never whole', () => {
    mkdirSync(join(root, '.duckshift'), { recursive: true })
    writeFileSync(join(root, '.duckshift', 'journal.json'), '{"version":1,"entr')
    expect(recover(root)).toBeUndefined()
    expect(existsSync(join(root, '.duckshift', 'journal.json'))).toBe(false)
  })
})
