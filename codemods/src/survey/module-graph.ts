import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, posix, relative, sep } from 'node:path'
import type { ResolverFactory } from 'oxc-resolver'
import { TsconfigPaths } from './tsconfig-paths.js'
import { WorkspacePackages } from './workspace-packages.js'

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']
const scriptEnding = /\.([cm]?)js(x?)$/

/** Where nothing is installed it is not needed, and a native library takes its time to load. */
function loadResolver(): typeof ResolverFactory {
  const { ResolverFactory } = createRequire(import.meta.url)('oxc-resolver') as typeof import('oxc-resolver')
  return ResolverFactory
}

/**
 * Which project file imports which. Specifiers are resolved when somebody asks who imports a file that they may mean:
 * of most files nobody does.
 */
export class ModuleGraph {
  readonly #root: string
  readonly #files: ReadonlySet<string>
  readonly #specifiers = new Map<string, readonly string[]>()
  /** Imports that can only mean a file of this stem: file and specifier in turn. */
  readonly #byStem = new Map<string, string[]>()
  /** The other imports, by the package they name, or may name: see `packageName`. */
  readonly #byPackage = new Map<string, string[]>()
  /** Stems whose imports are resolved already. */
  readonly #resolvedStems = new Set<string>()
  #hasResolvedPackages = false
  readonly #importers = new Map<string, Set<string>>()
  readonly #sortedImporters = new Map<string, readonly string[]>()
  readonly #reached = new Map<string, ReadonlySet<string>>()
  readonly #modules = new Map<string, string | undefined>()
  readonly #fallback = new Map<string, Map<string, string | undefined>>()
  readonly #installedFiles = new Map<string, string | undefined>()
  readonly #paths: TsconfigPaths
  readonly #workspaces: WorkspacePackages
  #resolver: ResolverFactory | undefined

  constructor(root: string, files: readonly string[], manifests: readonly string[], tsconfig?: string) {
    this.#root = root
    this.#files = new Set(files)
    this.#paths = new TsconfigPaths(root, tsconfig)
    this.#workspaces = new WorkspacePackages(root, manifests)
  }

  /** For what paths and workspaces do not explain: links in node_modules, `imports`, unusual entry points. */
  get #installed(): ResolverFactory {
    this.#resolver ??= new (loadResolver())({
      extensions,
      extensionAlias: {
        '.js': ['.ts', '.tsx', '.js', '.jsx'],
        '.mjs': ['.mts', '.mjs'],
        '.cjs': ['.cts', '.cjs'],
        '.jsx': ['.tsx', '.jsx'],
      },
      conditionNames: ['import', 'node', 'require', 'default'],
      mainFields: ['module', 'main'],
      symlinks: true,
    })
    return this.#resolver
  }

  /** Every file is added before anything is asked. */
  add(file: string, specifiers: readonly string[]): void {
    this.#specifiers.set(file, specifiers)
    for (const specifier of specifiers) {
      const isByStem = specifier.startsWith('.') || this.#keepsStem(file, specifier)
      const index = isByStem ? this.#byStem : this.#byPackage
      const key = isByStem ? stemOf(specifier) : packageName(specifier)
      const known = index.get(key)
      if (known) known.push(file, specifier)
      else index.set(key, [file, specifier])
    }
  }

  /** No package is called that, so that only path mappings give it a meaning. */
  #keepsStem(file: string, specifier: string): boolean {
    return (
      (specifier.startsWith('@/') || specifier.startsWith('~/')) && this.#paths.keepEndings(folderOf(file))
    )
  }

  importsOf(file: string): string[] {
    const targets = (this.#specifiers.get(file) ?? []).map((specifier) => this.resolve(file, specifier))
    return [...new Set(targets.filter((target) => target !== undefined))]
  }

  /** Sorted. */
  importersOf(file: string): readonly string[] {
    const known = this.#sortedImporters.get(file)
    if (known) return known
    const stem = stemOf(file)
    // A folder stands for its index.
    for (const key of stem === 'index' ? [stem, stemOf(folderOf(file)), ''] : [stem]) {
      if (this.#resolvedStems.has(key)) continue
      this.#resolvedStems.add(key)
      this.#resolveAll(this.#byStem.get(key) ?? [])
    }
    if (!this.#hasResolvedPackages) {
      this.#hasResolvedPackages = true
      for (const imports of this.#byPackage.values()) this.#resolveAll(imports)
    }
    const found = [...(this.#importers.get(file) ?? [])].sort()
    this.#sortedImporters.set(file, found)
    return found
  }

  #resolveAll(imports: readonly string[]): void {
    for (let place = 0; place < imports.length; place += 2) {
      const target = this.resolve(imports[place]!, imports[place + 1]!)
      if (target === undefined) continue
      const importers = this.#importers.get(target)
      if (importers) importers.add(imports[place]!)
      else this.#importers.set(target, new Set([imports[place]!]))
    }
  }

  /** Files that import a package, or a path below it. */
  importersOfPackage(name: string): string[] {
    const imports = this.#byPackage.get(packageName(name)) ?? []
    const found = new Set<string>()
    for (let place = 0; place < imports.length; place += 2) {
      const [file, specifier] = [imports[place]!, imports[place + 1]!]
      const isOne = specifier === name || specifier.startsWith(`${name}/`)
      if (isOne && this.resolve(file, specifier) === undefined) found.add(file)
    }
    return [...found]
  }

  /** These files, and every file that they import, directly or not. */
  importClosure(files: Iterable<string>): Set<string> {
    const seen = new Set(files)
    for (const path of seen) for (const next of this.importsOf(path)) seen.add(next)
    return seen
  }

  /** True where a file loads another, itself or through what it imports; for each file it is worked out once. */
  reaches(from: string, to: string): boolean {
    const reached = this.#reached.get(from) ?? this.importClosure([from])
    this.#reached.set(from, reached)
    return reached.has(to)
  }

  /** Every file that can see a change in one of these: itself, its importers, and theirs where they re-export. */
  reverseClosure(files: Iterable<string>): Set<string> {
    const seen = new Set(files)
    const pending = [...seen]
    for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
      for (const importer of this.importersOf(file)) {
        if (!seen.has(importer)) {
          seen.add(importer)
          pending.push(importer)
        }
      }
    }
    return seen
  }

  /** The project file a specifier means, or undefined for packages and what does not exist. */
  resolve(from: string, specifier: string): string | undefined {
    if (specifier.startsWith('.')) {
      return this.#resolveRelative(joined(from, specifier))
    }
    if (specifier.startsWith('node:')) return undefined
    const folder = folderOf(from)
    const known = this.#fallback.get(folder) ?? new Map<string, string | undefined>()
    this.#fallback.set(folder, known)
    if (!known.has(specifier)) known.set(specifier, this.#resolveOther(folder, specifier))
    return known.get(specifier)
  }

  #resolveRelative(path: string): string | undefined {
    if (this.#files.has(path)) return path
    const script = scriptEnding.exec(path)
    if (script) {
      const stem = path.slice(0, script.index)
      for (const ending of [`.${script[1]}ts`, '.tsx'])
        if (this.#files.has(stem + ending)) return stem + ending
    }
    for (const extension of extensions) if (this.#files.has(path + extension)) return path + extension
    for (const extension of extensions) {
      const index = posix.join(path, `index${extension}`)
      if (this.#files.has(index)) return index
    }
    return undefined
  }

  #resolveOther(folder: string, specifier: string): string | undefined {
    for (const path of this.#paths.candidates(folder, specifier)) {
      const found = this.#resolveRelative(path)
      if (found) return found
    }
    for (const path of this.#workspaces.candidates(folder, specifier)) {
      const found = this.#resolveRelative(path) ?? this.#sourceOf(path)
      if (found) return found
    }
    const modules = specifier.startsWith('#') ? undefined : this.#modulesAbove(folder)
    if (modules === undefined) return undefined
    const key = `${modules}\n${specifier}`
    if (!this.#installedFiles.has(key)) this.#installedFiles.set(key, this.#linked(modules, specifier))
    return this.#installedFiles.get(key)
  }

  /** The project file that a link in node_modules leads to. */
  #linked(folder: string, specifier: string): string | undefined {
    const path = this.#ownInstalled(folder, specifier)
    return path === undefined || this.#files.has(path) ? path : this.#sourceOf(path)
  }

  /** The project's own file, source or built, that an installed package's specifier leads to. */
  #ownInstalled(folder: string, specifier: string): string | undefined {
    const result = this.#installed.sync(join(this.#root, folder), specifier)
    if (!result.path) return undefined
    const path = relative(this.#root, result.path).split(sep).join('/')
    const isForeign = path.startsWith('..') || path.includes('node_modules/')
    return isForeign && !this.#files.has(path) ? undefined : path
  }

  /** The nearest folder, this one included, in which a package that links to the project may be installed. */
  #modulesAbove(folder: string): string | undefined {
    if (this.#modules.has(folder)) return this.#modules.get(folder)
    const isTop = folder === '.' || folder === '/'
    const found = existsSync(join(this.#root, folder, 'node_modules'))
      ? folder
      : isTop
        ? undefined
        : this.#modulesAbove(posix.dirname(folder))
    this.#modules.set(folder, found)
    return found
  }

  /** What the type checker reads for a specifier of a workspace package, where that was built of the package's source. */
  builtTypes(from: string, specifier: string): string | undefined {
    const path = this.#ownInstalled(folderOf(from), specifier)
    if (path === undefined) return undefined
    const types = /\.d\.[cm]?ts$/.test(path) ? path : path.replace(/\.([cm]?)js$/, '.d.$1ts')
    const isBuilt = /\.d\.[cm]?ts$/.test(types) && !this.#files.has(types)
    return isBuilt && existsSync(join(this.#root, types)) ? types : undefined
  }

  /** The source of a workspace package's built file: `packages/db/dist/index.js` is `packages/db/src/index.ts`. */
  #sourceOf(built: string): string | undefined {
    const bare = built.replace(/\.d\.([cm]?ts)$/, '.$1')
    for (const folder of ['$1src/', '$1']) {
      const source = bare.replace(/(^|\/)(dist|build|lib|out|es|esm|cjs)\/(?:(?:es|esm|cjs|src)\/)?/, folder)
      const found = source === built ? undefined : this.#resolveRelative(source)
      if (found) return found
    }
    return undefined
  }
}

export { importSpecifiers } from './import-specifiers.js'

/** The last part of a path or specifier without its endings; empty where dots name a folder. */
function stemOf(path: string): string {
  const end = path.endsWith('/') ? path.length - 1 : path.length
  let stem = path.slice(path.lastIndexOf('/', end - 1) + 1, end)
  if (stem === '.' || stem === '..') return ''
  for (;;) {
    const dot = stem.lastIndexOf('.')
    if (dot <= 0 || !sourceEndings.has(stem.slice(dot))) return stem
    stem = stem.slice(0, dot)
  }
}

const sourceEndings = new Set(extensions)

/** `@scope/name/path` and `name/path` without the path. */
function packageName(specifier: string): string {
  const slash = specifier.indexOf('/')
  if (slash < 0 || !specifier.startsWith('@')) return slash < 0 ? specifier : specifier.slice(0, slash)
  const second = specifier.indexOf('/', slash + 1)
  return second < 0 ? specifier : specifier.slice(0, second)
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '.' : path.slice(0, slash)
}

/** `posix.join` of a file's folder and a relative specifier, for the forms that occur most. */
function joined(from: string, specifier: string): string {
  let folder = folderOf(from)
  let rest = specifier
  if (rest.startsWith('./')) rest = rest.slice(2)
  while (rest.startsWith('../') && folder !== '.') {
    rest = rest.slice(3)
    folder = folderOf(folder)
  }
  if (rest === '' || rest.startsWith('.') || rest.includes('//') || rest.includes('/.') || rest.endsWith('/'))
    return posix.join(posix.dirname(from), specifier)
  return folder === '.' ? rest : `${folder}/${rest}`
}

/** The nearest package.json above a file, with its parsed content. */
export function packageOf(
  root: string,
  file: string,
): { readonly path: string; readonly content: PackageJson } | undefined {
  for (let folder = posix.dirname(file); ; folder = posix.dirname(folder)) {
    const path = folder === '.' ? 'package.json' : `${folder}/package.json`
    if (existsSync(join(root, path))) {
      return { path, content: JSON.parse(readFileSync(join(root, path), 'utf8')) as PackageJson }
    }
    if (folder === '.' || folder === '/') return undefined
  }
}

export interface PackageJson {
  readonly name?: string
  readonly type?: string
  readonly files?: readonly string[]
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}
