import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes bytes and makes them durable before returning. */
export function writeDurably(path: string, bytes: Uint8Array, mode = 0o644): void {
  const descriptor = openSync(path, 'w', mode)
  try {
    let at = 0
    while (at < bytes.length) at += writeSync(descriptor, bytes, at)
    // The mode given at opening is cut by the process's umask.
    fchmodSync(descriptor, mode)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Replaces a file in one step: a reader sees the old bytes or the new ones. */
export function replaceFile(path: string, bytes: Uint8Array, mode = 0o644): void {
  prepareFile(path, bytes, mode)()
}

/** Writes the bytes beside the file, durably; what it returns puts them in its place in one step. */
export function prepareFile(path: string, bytes: Uint8Array, mode = 0o644): () => void {
  const temporary = `${path}.duckshift-${process.pid}`
  const cleanly = (work: () => void) => {
    try {
      work()
    } catch (error) {
      rmSync(temporary, { force: true })
      throw error
    }
  }
  cleanly(() => writeDurably(temporary, bytes, mode))
  return () => cleanly(() => renameSync(temporary, path))
}

export function syncFolder(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

export function syncFoldersOf(paths: Iterable<string>): void {
  for (const folder of new Set([...paths].map((path) => dirname(path)))) syncFolder(folder)
}
