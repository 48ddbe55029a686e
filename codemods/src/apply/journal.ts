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
import { prepareFile, replaceFile, syncFolder, syncFoldersOf, writeDurably } from './disk.js'
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
  /** Folders that go when the writes leave them empty, outermost first. */
  readonly emptied?: readonly string[]
}

/** A journal on disk: what is being written, and the run's record before and after it. */
interface OpenJournal extends Journal {
  readonly recordBefore?: Journal
  readonly recordAfter: Journal
}

const journalPath = (root: string) => join(root, '.duckshift', 'journal.json')

/** Thrown when writes failed and could not be put back either: the journal stays, and the next command tries again. */
export class UndoFailedError extends Error {
  readonly code = 'undo-failed'

  constructor(cause: unknown, undoing: unknown) {
    super(`${(cause as Error).message}; putting the files back failed too: ${(undoing as Error).message}`, {
      cause,
    })
    this.name = 'UndoFailedError'
  }
}

/**
 * Makes the journal's writes, all or none. The journal is durable before the first write and leaves only when every
 * write is durable; a process that dies in between leaves it behind, and `recover` undoes. Whatever takes space is
 * written before the first file is replaced, so that a full disk stops the run while nothing has changed. Throws
 * UndoFailedError.
 */
export function writeAll(root: string, writes: Journal, recordAfter: Journal, recordBefore?: Journal): void {
  const journal: OpenJournal = { ...writes, recordAfter, ...(recordBefore && { recordBefore }) }
  stateFolder(root)
  try {
    writeDurably(journalPath(root), Buffer.from(JSON.stringify(journal)))
    syncFolder(join(root, '.duckshift'))
  } catch (error) {
    dropJournal(root)
    throw error
  }
  try {
    for (const folder of journal.folders) mkdirSync(join(root, folder), { recursive: true })
    const replacements = journal.entries.map((entry) => prepare(root, entry))
    const record = preparedRun(root, recordAfter)
    for (const replace of replacements) replace()
    removeEmpty(root, journal.emptied)
    syncFoldersOf(
      journal.entries.map((entry) => join(root, entry.path)).filter((path) => existsSync(dirname(path))),
    )
    record()
    syncFolder(join(root, '.duckshift', 'runs'))
  } catch (error) {
    try {
      undo(root, journal)
    } catch (undoing) {
      throw new UndoFailedError(error, undoing)
    }
    throw error
  }
  dropJournal(root)
}

/** Writes what a file will hold beside it; what it returns puts it in place, unless the file has changed meanwhile. */
function prepare(root: string, entry: JournalEntry): () => void {
  const path = join(root, entry.path)
  const put =
    entry.after === undefined ? undefined : prepareFile(path, Buffer.from(entry.after, 'base64'), entry.mode)
  return () => {
    if (!isAt(path, entry.before)) throw new Error(`${entry.path} was changed while the run was writing`)
    if (put) put()
    else rmSync(path)
  }
}

function preparedRun(root: string, record: Journal): () => void {
  stateFolder(root, 'runs')
  return prepareFile(runPath(root, record.run.id), Buffer.from(JSON.stringify(record)))
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
    // Files are replaced in one step: what is neither before nor after was written by somebody else since.
    if (isAt(path, entry.before) || !isAt(path, entry.after)) continue
    if (entry.before === undefined) rmSync(path, { force: true })
    else {
      mkdirSync(dirname(path), { recursive: true })
      replaceFile(path, Buffer.from(entry.before, 'base64'), entry.mode)
    }
  }
  removeEmpty(root, journal.folders)
  syncFoldersOf(
    journal.entries.map((entry) => join(root, entry.path)).filter((path) => existsSync(dirname(path))),
  )
  rmTemporary(runPath(root, journal.run.id))
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

/** True when the file holds these bytes; undefined stands for no file. */
function isAt(path: string, base64: string | undefined): boolean {
  if (base64 === undefined || !existsSync(path)) return base64 === undefined && !existsSync(path)
  return readFileSync(path).equals(Buffer.from(base64, 'base64'))
}

function removeEmpty(root: string, folders: readonly string[] = []): void {
  for (const folder of [...folders].reverse()) {
    try {
      rmdirSync(join(root, folder))
    } catch {
      // Somebody else's files are in it, or it never came to be.
    }
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
