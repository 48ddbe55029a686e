import { readFileSync, rmSync, writeFileSync } from 'node:fs'
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
      if (attempt > 0 || (holder !== undefined && isAlive(holder))) {
        throw new DuckshiftError(
          `Another duckshift run${holder ? ` (process ${holder})` : ''} is working here.`,
          {
            code: 'locked',
            exitCode: 3,
            help: `Wait for it to end. If it is certain that none runs, delete ${path}.`,
          },
        )
      }
      rmSync(path, { force: true })
    }
  }
  try {
    return work()
  } finally {
    rmSync(path, { force: true })
  }
}

function readHolder(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8')) || undefined
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
