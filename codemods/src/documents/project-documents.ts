import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { walkProject } from '../survey/project-walk.js'

const neverEntered = new Set(['node_modules', '.git', '.duckshift', 'dist', 'build', 'coverage', 'vendor'])
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Paths of the project's documents, relative to it, sorted. */
export function projectDocuments(root: string): string[] {
  const found: string[] = []
  walkProject(root, { neverEntered, heedsGitIgnore: true }, (path) => {
    if (/\.(md|mdx|markdown|rst|adoc)$/i.test(path)) found.push(path)
  })
  return found.sort()
}

/** A file's text; undefined where there is none, or it is not UTF-8. */
export function readProjectFile(root: string, path: string): string | undefined {
  const full = join(root, path)
  if (!existsSync(full) || !lstatSync(full).isFile()) return undefined
  try {
    return utf8.decode(readFileSync(full))
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** A path as the project writes it: where names differ only in case, the one that is there. */
export function pathInProject(root: string, path: string): string {
  const written: string[] = []
  for (const name of path.split('/')) {
    const folder = join(root, ...written)
    const entries = existsSync(folder) && lstatSync(folder).isDirectory() ? readdirSync(folder) : []
    const same = entries.filter((entry) => entry.toLowerCase() === name.toLowerCase())
    written.push(same.includes(name) ? name : (same[0] ?? name))
  }
  return written.join('/')
}
