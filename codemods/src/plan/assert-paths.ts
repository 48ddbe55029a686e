import { existsSync } from 'node:fs'
import { join, normalize, sep } from 'node:path'
import { DuckshiftError } from '../duckshift-error.js'

/** Throws DuckshiftError (`no-such-path`, exit code 2) for a path that is not in the project. */
export function assertPaths(root: string, paths: readonly string[]): void {
  const missing = paths.find((path) => isOutside(path) || !existsSync(join(root, path)))
  if (missing !== undefined) {
    throw new DuckshiftError(`There is no file or folder "${missing}" in the project.`, {
      code: 'no-such-path',
      exitCode: 2,
      help: 'Paths are relative to the project root (--cwd).',
    })
  }
}

function isOutside(path: string): boolean {
  return normalize(path).split(sep)[0] === '..'
}
