import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { DuckshiftError } from '../duckshift-error.js'
import type { Run } from '../model.js'
import { textOrder } from '../text-order.js'
import { type Journal, runPath, writeAll } from './journal.js'
import { withLock } from './lock.js'

function records(root: string): Journal[] {
  const folder = join(root, '.duckshift', 'runs')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Journal)
}

/** Runs that are applied, with the bytes they changed, the oldest first. */
export function appliedRecords(root: string): Journal[] {
  return records(root)
    .filter((record) => record.run.state === 'applied')
    .sort((a, b) => (a.run.appliedAt < b.run.appliedAt ? -1 : 1))
}

/** Every run of the project, the oldest first. */
export function listRuns(root: string): Run[] {
  return records(root)
    .map((record) => record.run)
    .sort((a, b) => textOrder(a.appliedAt, b.appliedAt))
}

/**
 * Restores every byte a run changed. Throws DuckshiftError: `no-such-run` or `already-rolled-back` (2), `drift` (4)
 * when a file was changed since, `built-upon` (3) when a later run changed the same files or imports one that this
 * run created.
 */
export function rollbackRun(root: string, id: string): Run {
  return withLock(root, () => {
    const all = records(root)
    const record = all.find((candidate) => candidate.run.id === id)
    if (!record || !existsSync(runPath(root, id))) throw noSuchRun(id, all)
    if (record.run.state === 'rolled-back') {
      throw new DuckshiftError(`The run ${id} was rolled back already.`, {
        code: 'already-rolled-back',
        exitCode: 2,
        help: 'duckshift runs lists what is applied.',
      })
    }
    assertNothingBuiltOn(record, all)
    assertUnchanged(root, record)
    const run: Run = { ...record.run, state: 'rolled-back', rolledBackAt: new Date().toISOString() }
    const writes: Journal = {
      version: 1,
      run,
      folders: [],
      emptied: record.folders,
      entries: record.entries.map(({ path, before, after, mode }) => ({
        path,
        mode,
        ...(after !== undefined && { before: after }),
        ...(before !== undefined && { after: before }),
      })),
    }
    writeAll(root, writes, { ...record, run }, record)
    return run
  })
}

function noSuchRun(id: string, all: readonly Journal[]): DuckshiftError {
  const applied = all.filter((record) => record.run.state === 'applied').map((record) => record.run.id)
  return new DuckshiftError(`There is no run "${id}".`, {
    code: 'no-such-run',
    exitCode: 2,
    help: applied.length ? `Applied runs: ${applied.join(', ')}.` : 'No run is applied here.',
  })
}

function assertNothingBuiltOn(record: Journal, all: readonly Journal[]): void {
  const paths = new Set(record.entries.map((entry) => entry.path))
  const created = createdModules(record)
  const later = all.filter(
    (other) => other.run.state === 'applied' && other.run.appliedAt > record.run.appliedAt,
  )
  const changes = (other: Journal) => other.entries.some((entry) => paths.has(entry.path))
  const imports = (other: Journal) => importsFrom(other, created)
  const builtUpon = later.filter((other) => changes(other) || imports(other))
  if (builtUpon.length === 0) return
  const how = [
    ...(builtUpon.some(changes) ? ['changed the same files'] : []),
    ...(builtUpon.some((other) => !changes(other)) ? ['import files that this one created'] : []),
  ]
  const ids = builtUpon.map((other) => other.run.id).reverse()
  throw new DuckshiftError(`Later runs ${how.join(' or ')}: ${ids.join(', ')}.`, {
    code: 'built-upon',
    exitCode: 3,
    help: `Roll them back first, the newest first: duckshift rollback ${ids[0]}`,
  })
}

/** Names of the files that rolling back would remove, as specifiers end in them. */
function createdModules(record: Journal): string[] {
  return record.entries
    .filter(({ before }) => before === undefined)
    .map(({ path }) => posix.basename(path).replace(/\.[cm]?[jt]sx?$/, ''))
}

function importsFrom(run: Journal, modules: readonly string[]): boolean {
  return run.entries.some(({ after }) => {
    const text = after === undefined ? '' : Buffer.from(after, 'base64').toString('utf8')
    return [...text.matchAll(/\b(?:from|import|require)\s*\(?\s*['"]([^'"]+)['"]/g)].some(([, specifier]) =>
      modules.includes(posix.basename(specifier!).replace(/\.[cm]?[jt]sx?$/, '')),
    )
  })
}

function assertUnchanged(root: string, record: Journal): void {
  const changed = record.entries.filter(({ path, after }) => {
    const exists = existsSync(join(root, path))
    if (after === undefined) return exists
    return !exists || !readFileSync(join(root, path)).equals(Buffer.from(after, 'base64'))
  })
  if (changed.length > 0) {
    throw new DuckshiftError(
      `Files were changed after run ${record.run.id}: ${changed.map((entry) => entry.path).join(', ')}. Nothing was written.`,
      {
        code: 'drift',
        exitCode: 4,
        help: 'Set those changes aside (git stash), roll back, and bring them back by hand.',
      },
    )
  }
}
