import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import ignore, { type Ignore } from 'ignore'

/** As git does where file names that differ in case alone are one. */
const ignorecase = /^(darwin|win32)$/.test(process.platform)

interface Level {
  /** Folder of the list, relative to the root; what stands above it begins with `..`. */
  readonly folder: string
  readonly list: Ignore
}

/** What git leaves alone of a project: built output, local files. The lists of the repository around it hold, too. */
export class GitIgnored {
  /** The deepest first: what a list nearer by says counts. */
  readonly #levels: Level[] = []
  readonly #root: string

  constructor(root: string) {
    this.#root = root
    const above = foldersUpToRepository(root)
    for (const folder of above.toReversed()) this.#read(relative(root, folder).replaceAll(sep, '/'))
    // Whoever names a folder that git leaves alone means it.
    if (above.some((folder) => this.#decides(`${relative(folder, root).replaceAll(sep, '/')}/`, folder)))
      this.#levels.length = 0
  }

  /** Heeds the list in a folder of the project; to be told before what is below it is asked for. */
  enter(folder: string): void {
    this.#read(folder)
  }

  /** `path`: relative to the root; that of a folder ends in `/`. What is below a folder that is ignored is not asked for. */
  ignores(path: string): boolean {
    for (const { folder, list } of this.#levels) {
      const below = within(folder, path, this.#root)
      const { ignored, unignored } = below === undefined ? {} : list.test(below)
      if (ignored || unignored) return ignored === true
    }
    return false
  }

  #decides(path: string, from: string): boolean {
    const level = this.#levels.find(({ folder }) => join(this.#root, folder) === join(from))
    return level?.list.test(path).ignored === true
  }

  #read(folder: string): void {
    const path = join(this.#root, folder, '.gitignore')
    if (existsSync(path))
      this.#levels.unshift({ folder, list: ignore({ ignorecase }).add(readFileSync(path, 'utf8')) })
  }
}

/** A path as a list's folder sees it; undefined where it is not below. */
function within(folder: string, path: string, root: string): string | undefined {
  if (folder === '') return path
  if (folder.startsWith('..'))
    return posix.join(relative(join(root, folder), root).replaceAll(sep, '/'), path)
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined
}

/** The folders above the root up to that of the repository, the nearest first; none where there is no repository. */
function foldersUpToRepository(root: string): string[] {
  if (existsSync(join(root, '.git'))) return []
  const folders: string[] = []
  for (let folder = dirname(root); folder !== dirname(folder); folder = dirname(folder)) {
    folders.push(folder)
    if (existsSync(join(folder, '.git'))) return folders
  }
  return []
}
