import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckshiftError } from '../duckshift-error.js'
import { stateFolder } from './state-folder.js'

/** Runs `work` as the only run in the project. A lock whose process is gone is taken over. Throws DuckshiftError (`locked`). */
export function withLock<R>(root: string, work: () => R): R {
  const path = join(stateFolder(root), 'lock')
  for (let attempt = 0; ; attempt += 1) {
    try {
      writeFileSync(path, `${process.pid}\n`, { flag: 'wx' })
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const holder = readHolder(path)
      if (attempt > 3 || (holder !== undefined && isAlive(holder))) throw lockedError(path, holder)
      takeAway(path)
    }
  }
  try {
    return work()
  } finally {
    rmSync(path, { force: true })
  }
}

/** The process that holds the project's lock and is alive. */
export function lockHolder(root: string): number | undefined {
  const holder = readHolder(join(stateFolder(root), 'lock'))
  return holder !== undefined && isAlive(holder) ? holder : undefined
}

function lockedError(path: string, holder: number | undefined): DuckshiftError {
  return new DuckshiftError(`Another duckshift run${holder ? ` (process ${holder})` : ''} is working here.`, {
    code: 'locked',
    exitCode: 3,
    help: `Wait for it to end. If it is certain that none runs, delete ${path}.`,
  })
}

/** Removes a dead process's lock, and only that: another process may have replaced it since it was read. */
function takeAway(path: string): void {
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  const holder = readHolder(aside)
  try {
    if (holder !== undefined && isAlive(holder)) linkSync(aside, path)
  } catch {
    // A third process has it by now.
  } finally {
    rmSync(aside, { force: true })
  }
}

/** Undefined also for a number that was cut off when its process was killed: half of it may name another process. */
function readHolder(path: string): number | undefined {
  try {
    const text = readFileSync(path, 'utf8')
    return text.endsWith('\n') ? Number(text) || undefined : undefined
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
