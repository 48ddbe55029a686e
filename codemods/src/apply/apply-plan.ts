import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { DuckshiftError } from '../duckshift-error.js'
import { applyEdits } from '../edits/text-edits.js'
import { editsDiff } from '../edits/unified-diff.js'
import type { FileChange, OnProgress, Plan, Run } from '../model.js'
import { hashOf } from './hash.js'
import { isSymbolicLink, type JournalEntry, modeOf, UndoFailedError, writeAll } from './journal.js'
import { withLock } from './lock.js'
import { movedUsages } from './moved-usages.js'

/**
 * Writes exactly what the plan says, all or nothing. Throws DuckshiftError: `drift` (4) when a file the plan
 * read has changed, `unsafe-path`, `locked` or `write-failed` (3); nothing is written then.
 */
export function applyPlan(root: string, plan: Plan, options: { readonly onProgress?: OnProgress } = {}): Run {
  return withLock(root, () => {
    const drifted = driftOf(root, plan)
    if (drifted.length > 0) throw driftError(plan, drifted)
    const paths = new Map<string, string>()
    for (const { path } of plan.files) {
      assertInside(root, path, paths.get(path.toLowerCase()))
      paths.set(path.toLowerCase(), path)
    }
    const { moved, renumbered } = movedUsages(plan)
    const run: Run = {
      id: plan.id.replace(/^p/, 'r'),
      plan: plan.id,
      phase: plan.phase,
      state: 'applied',
      appliedAt: new Date().toISOString(),
      files: plan.files.map(({ path, kind }) => ({ path, kind })),
      changes: plan.changes.length,
      usages: Object.keys(moved).length,
      moved,
      ...(Object.keys(renumbered).length > 0 && { renumbered }),
      lines: linesOf(root, plan.files),
    }
    const journal = {
      version: 1 as const,
      run,
      entries: plan.files.map((change) => entryOf(root, change)),
      folders: newFolders(root, plan.files),
    }
    options.onProgress?.({ stage: 'apply', done: 0, total: plan.files.length })
    try {
      writeAll(root, journal, journal)
    } catch (cause) {
      if (cause instanceof UndoFailedError) {
        throw new DuckshiftError(`Writing failed: ${cause.message}.`, {
          code: 'write-failed',
          exitCode: 3,
          help: 'Mend what the message names (space, permissions); the next duckshift command puts the files back.',
          cause,
        })
      }
      throw new DuckshiftError(`Writing failed, and every file was put back: ${(cause as Error).message}`, {
        code: 'write-failed',
        exitCode: 3,
        help: 'Mend what the message names (space, permissions) and apply the plan again.',
        cause,
      })
    }
    options.onProgress?.({ stage: 'apply', done: plan.files.length, total: plan.files.length })
    return run
  })
}

/** Files that differ from what the plan read. */
function driftOf(root: string, plan: Plan): string[] {
  const drifted = Object.entries(plan.read)
    .filter(
      ([path, hash]) => !existsSync(join(root, path)) || hashOf(readFileSync(join(root, path))) !== hash,
    )
    .map(([path]) => path)
  const appeared = plan.files.filter(
    (change) => change.kind === 'create' && existsSync(join(root, change.path)),
  )
  return [...drifted, ...appeared.map((change) => change.path)]
}

function driftError(plan: Plan, files: readonly string[]): DuckshiftError {
  const shown = files.slice(0, 5).join(', ')
  return new DuckshiftError(
    `${files.length === 1 ? 'A file has' : `${files.length} files have`} changed since plan ${plan.id} was made: ${shown}${files.length > 5 ? ', …' : ''}. Nothing was written.`,
    { code: 'drift', exitCode: 4, help: `Make the plan again: duckshift run ${plan.phase}` },
  )
}

/** `rival`: another file of the plan whose name is the same in all but case. */
function assertInside(root: string, path: string, rival?: string): void {
  const refuse = (why: string) => {
    throw new DuckshiftError(`The plan would write ${path}: ${why}. Nothing was written.`, {
      code: 'unsafe-path',
      exitCode: 3,
      help: 'Exclude the path in duckshift.config.ts, or move the file.',
    })
  }
  const normal = posix.normalize(path)
  if (posix.isAbsolute(normal) || normal.startsWith('../')) refuse('it is outside the project')
  if (/(^|\/)(node_modules|\.git)\//.test(normal)) refuse('files of node_modules and .git are never written')
  let folder = dirname(join(root, path))
  while (!existsSync(folder)) folder = dirname(folder)
  if (!statSync(folder).isDirectory()) refuse('a file stands where a folder must be')
  if (isSymbolicLink(join(root, path))) refuse('it is a symbolic link')
  const real = realpathSync(folder)
  const realRoot = realpathSync(root)
  if (real !== realRoot && !real.startsWith(`${realRoot}/`)) refuse('a folder of it is a link to elsewhere')
  const twin = rival ?? caseTwin(root, normal)
  if (twin) refuse(`its name differs only in case from ${twin}`)
}

/** A file or folder on the way to a path that has its name in other letters, as some file systems cannot keep apart. */
function caseTwin(root: string, path: string): string | undefined {
  let folder = root
  const names = path.split('/')
  for (const [depth, name] of names.entries()) {
    if (!existsSync(folder)) return undefined
    const present = readdirSync(folder)
    const isKnownFolder = depth < names.length - 1 && present.includes(name)
    const twin = present.find((other) => other !== name && other.toLowerCase() === name.toLowerCase())
    if (twin && !isKnownFolder) return twin
    folder = join(folder, name)
  }
  return undefined
}

function linesOf(root: string, files: readonly FileChange[]): { added: number; removed: number } {
  const lines = { added: 0, removed: 0 }
  for (const change of files) {
    const before = change.kind === 'create' ? '' : textOf(join(root, change.path))
    const edits = change.kind === 'delete' ? [{ start: 0, end: before.length, text: '' }] : change.edits
    for (const line of editsDiff(change.path, before, edits).split('\n').slice(2)) {
      if (line.startsWith('+')) lines.added += 1
      else if (line.startsWith('-')) lines.removed += 1
    }
  }
  return lines
}

function textOf(path: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(path))
}

function entryOf(root: string, change: FileChange): JournalEntry {
  const path = join(root, change.path)
  const bytes = existsSync(path) ? readFileSync(path) : undefined
  const text = bytes === undefined ? '' : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const after = change.kind === 'delete' ? undefined : Buffer.from(applyEdits(text, change.edits))
  if (after && change.after && hashOf(after) !== change.after) {
    throw new DuckshiftError(`The plan's edits of ${change.path} do not give the text it promises.`, {
      code: 'corrupt-plan',
      exitCode: 3,
      help: 'Make the plan again with "duckshift run".',
    })
  }
  return {
    path: change.path,
    mode: modeOf(path),
    ...(bytes && { before: bytes.toString('base64') }),
    ...(after && { after: after.toString('base64') }),
  }
}

function newFolders(root: string, files: readonly FileChange[]): string[] {
  const folders = new Set<string>()
  for (const { path } of files) {
    for (
      let folder = posix.dirname(path);
      folder !== '.' && !existsSync(join(root, folder));
      folder = posix.dirname(folder)
    ) {
      folders.add(folder)
    }
  }
  return [...folders].sort()
}
