import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Run } from '../model.js'
import { replaceFile, syncFolder, syncFoldersOf, writeDurably } from './disk.js'
import { lockHolder, withLock } from './lock.js'
import { stateFolder } from './state-folder.js'

/** One file as it was and as it will be. */
export interface JournalEntry {
  readonly path: string
  /** Base64; absent when the file did not exist. */
  readonly before?: string
  readonly after?: string
  readonly mode: number
}

/** Everything needed to undo, or to recognise, one set of writes. */
export interface Journal {
  readonly version: 1
  readonly run: Run
  readonly entries: readonly JournalEntry[]
  /** Folders that the writes create, outermost first. */
  readonly folders: readonly string[]
}

/** A journal on disk: what is being written, and the run's record before and after it. */
interface OpenJournal extends Journal {
  readonly recordBefore?: Journal
  readonly recordAfter: Journal
}

const journalPath = (root: string) => join(root, '.duckshift', 'journal.json')

/**
 * Makes the journal's writes, all or none. The journal is durable before the first write and leaves only
 * when every write is durable; a process that dies in between leaves it behind, and `recover` undoes.
 */
export function writeAll(root: string, writes: Journal, recordAfter: Journal, recordBefore?: Journal): void {
  const journal: OpenJournal = { ...writes, recordAfter, ...(recordBefore && { recordBefore }) }
  stateFolder(root)
  writeDurably(journalPath(root), Buffer.from(JSON.stringify(journal)))
  syncFolder(join(root, '.duckshift'))
  try {
    for (const folder of journal.folders) mkdirSync(join(root, folder), { recursive: true })
    for (const entry of journal.entries) {
      const path = join(root, entry.path)
      if (entry.after === undefined) rmSync(path)
      else replaceFile(path, Buffer.from(entry.after, 'base64'), entry.mode)
    }
    syncFoldersOf(
      journal.entries.map((entry) => join(root, entry.path)).filter((path) => existsSync(dirname(path))),
    )
    saveRun(root, recordAfter)
  } catch (error) {
    undo(root, journal)
    throw error
  }
  dropJournal(root)
}

/**
 * What a command does at its start: undoes a run whose process died. Returns that run's id; undefined when there is
 * nothing to undo, also while a living process is still writing.
 */
export function recover(root: string): { readonly run: string } | undefined {
  if (!existsSync(journalPath(root)) || lockHolder(root) !== undefined) return undefined
  return withLock(root, () => undoLeftover(root))
}

function undoLeftover(root: string): { readonly run: string } | undefined {
  const path = journalPath(root)
  if (!existsSync(path)) return undefined
  let journal: OpenJournal
  try {
    journal = JSON.parse(readFileSync(path, 'utf8')) as OpenJournal
  } catch {
    // A journal that is not whole was never followed by a write.
    rmSync(path, { force: true })
    return undefined
  }
  undo(root, journal)
  return { run: journal.run.id }
}

function undo(root: string, journal: OpenJournal): void {
  for (const entry of journal.entries) {
    const path = join(root, entry.path)
    rmTemporary(path)
    if (entry.before === undefined) rmSync(path, { force: true })
    else if (!hasBytes(path, entry.before)) {
      mkdirSync(dirname(path), { recursive: true })
      replaceFile(path, Buffer.from(entry.before, 'base64'), entry.mode)
    }
  }
  for (const folder of [...journal.folders].reverse()) removeIfEmpty(join(root, folder))
  syncFoldersOf(
    journal.entries.map((entry) => join(root, entry.path)).filter((path) => existsSync(dirname(path))),
  )
  if (journal.recordBefore) saveRun(root, journal.recordBefore)
  else rmSync(runPath(root, journal.run.id), { force: true })
  dropJournal(root)
}

function rmTemporary(path: string): void {
  const folder = dirname(path)
  if (!existsSync(folder)) return
  for (const name of temporaryNames(path)) rmSync(join(folder, name), { force: true })
}

function temporaryNames(path: string): string[] {
  const base = path.slice(path.lastIndexOf('/') + 1)
  return readdirSync(dirname(path)).filter((name) => name.startsWith(`${base}.duckshift-`))
}

function hasBytes(path: string, base64: string): boolean {
  return existsSync(path) && readFileSync(path).equals(Buffer.from(base64, 'base64'))
}

function removeIfEmpty(path: string): void {
  try {
    rmdirSync(path)
  } catch {
    // Somebody else's files are in it, or it never came to be.
  }
}

function dropJournal(root: string): void {
  rmSync(journalPath(root), { force: true })
  syncFolder(join(root, '.duckshift'))
}

export const runPath = (root: string, id: string) => join(root, '.duckshift', 'runs', `${id}.json`)

/** The record of a run: the run itself and what its rollback needs. */
export function saveRun(root: string, journal: Journal): void {
  stateFolder(root, 'runs')
  replaceFile(runPath(root, journal.run.id), Buffer.from(JSON.stringify(journal)))
  syncFolder(join(root, '.duckshift', 'runs'))
}

export function modeOf(path: string): number {
  return existsSync(path) ? statSync(path).mode & 0o777 : 0o644
}

export function isSymbolicLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
}
