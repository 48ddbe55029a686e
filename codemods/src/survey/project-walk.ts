import { type Dirent, readdirSync } from 'node:fs'
import { GitIgnored } from './git-ignored.js'

export interface WalkOptions {
  /** Names of folders that are left out wherever they are. */
  readonly neverEntered: ReadonlySet<string>
  /** True where what git ignores is left out, too; default false. */
  readonly heedsGitIgnore?: boolean
  readonly entersFolder?: (path: string) => boolean
}

/** Visits the files below a root by their path relative to it, forward slashes. Symbolic links are not followed. */
export function walkProject(
  root: string,
  { neverEntered, heedsGitIgnore, entersFolder }: WalkOptions,
  visit: (path: string, entry: Dirent) => void,
): void {
  const ignored = heedsGitIgnore ? new GitIgnored(root) : undefined
  const pending = ['']
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const entries = readdirSync(`${root}/${folder}`, { withFileTypes: true })
    if (entries.some(({ name }) => name === '.gitignore')) ignored?.enter(folder)
    for (const entry of entries) {
      const path = folder ? `${folder}/${entry.name}` : entry.name
      if (entry.isDirectory()) {
        if (neverEntered.has(entry.name) || entersFolder?.(path) === false) continue
        if (!ignored?.ignores(`${path}/`)) pending.push(path)
      } else if (entry.isFile() && !ignored?.ignores(path)) visit(path, entry)
    }
  }
}
