import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

/** Where the project begins that a folder without a manifest is part of, as seen from it: `../..`. */
export function projectAbove(folder: string): string | undefined {
  const from = resolve(folder)
  const hasManifest = (path: string) => existsSync(join(path, 'package.json'))
  if (hasManifest(from)) return undefined
  for (let path = from; path !== dirname(path); path = dirname(path)) {
    const above = dirname(path)
    if (hasManifest(above)) return relative(from, above).replaceAll('\\', '/')
    if (existsSync(join(path, '.git'))) return undefined
  }
  return undefined
}

/** What to do about a folder in which nothing is found because it is only part of a project. */
export function runAbove(folder: string): string | undefined {
  const above = projectAbove(folder)
  return above === undefined
    ? undefined
    : `The project begins in ${above}: run duckshift there (--cwd ${above}).`
}
