import { createRequire } from 'node:module'
import type picomatch from 'picomatch'

/** A test for paths that match any of the globs. The library is loaded where there are globs, which few projects have. */
export function matchesGlobs(
  globs: string | readonly string[],
  options?: picomatch.PicomatchOptions,
): (path: string) => boolean {
  const create = createRequire(import.meta.url)('picomatch') as typeof picomatch
  return create(typeof globs === 'string' ? globs : [...globs], options)
}
