import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { ResolverFactory } from 'oxc-resolver'
import { TsconfigPaths } from './tsconfig-paths.js'
import { WorkspacePackages } from './workspace-packages.js'

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']
const scriptEnding = /\.([cm]?)js(x?)$/

/** Which project file imports which. */
export class ModuleGraph {
  readonly #root: string
  readonly #files: ReadonlySet<string>
  readonly #imports = new Map<string, Map<string, string | undefined>>()
  readonly #importers = new Map<string, Set<string>>()
  readonly #packages = new Map<string, Set<string>>()
  readonly #modules = new Map<string, boolean>()
  readonly #fallback = new Map<string, string | undefined>()
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
    this.#resolver ??= new ResolverFactory({
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

  add(file: string, specifiers: Iterable<string>): void {
    const resolved = new Map<string, string | undefined>()
    for (const specifier of specifiers) {
      if (resolved.has(specifier)) continue
      const target = this.resolve(file, specifier)
      resolved.set(specifier, target)
      if (target) {
        const importers = this.#importers.get(target) ?? new Set()
        this.#importers.set(target, importers.add(file))
      } else if (!specifier.startsWith('.')) {
        const importers = this.#packages.get(specifier) ?? new Set()
        this.#packages.set(specifier, importers.add(file))
      }
    }
    this.#imports.set(file, resolved)
  }

  importsOf(file: string): string[] {
    return [
      ...new Set([...(this.#imports.get(file)?.values() ?? [])].filter((target) => target !== undefined)),
    ]
  }

  importersOf(file: string): string[] {
    return [...(this.#importers.get(file) ?? [])]
  }

  /** Files that import a package, or a path below it. */
  importersOfPackage(name: string): string[] {
    return [...this.#packages]
      .filter(([specifier]) => specifier === name || specifier.startsWith(`${name}/`))
      .flatMap(([, files]) => [...files])
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
    const key = `${folderOf(from)}\n${specifier}`
    if (!this.#fallback.has(key)) this.#fallback.set(key, this.#resolveOther(from, specifier))
    return this.#fallback.get(key)
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

  #resolveOther(from: string, specifier: string): string | undefined {
    const folder = dirname(from)
    for (const path of this.#paths.candidates(folder, specifier)) {
      const found = this.#resolveRelative(path)
      if (found) return found
    }
    for (const path of this.#workspaces.candidates(folder, specifier)) {
      const found = this.#resolveRelative(path) ?? this.#sourceOf(path)
      if (found) return found
    }
    if (specifier.startsWith('#') || !this.#hasModules(folder)) return undefined
    const result = this.#installed.sync(join(this.#root, folder), specifier)
    if (!result.path) return undefined
    const path = relative(this.#root, result.path).split(sep).join('/')
    if (this.#files.has(path)) return path
    return path.startsWith('..') || path.includes('node_modules/') ? undefined : this.#sourceOf(path)
  }

  /** True where a package that links to the project may be installed. */
  #hasModules(folder: string): boolean {
    const known = this.#modules.get(folder)
    if (known !== undefined) return known
    const found =
      existsSync(join(this.#root, folder, 'node_modules')) ||
      (folder !== '.' && folder !== '/' && this.#hasModules(posix.dirname(folder)))
    this.#modules.set(folder, found)
    return found
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
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}
