import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { ResolverFactory } from 'oxc-resolver'

const specifierPattern =
  /\b(?:from|import|require|mock|doMock|importActual|requireActual)\b\s*(?:<[^>()]*>)?\s*\(?\s*(['"`])([^'"`\n]+)\1/g
const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']
const scriptEnding = /\.([cm]?)js(x?)$/

/** Specifiers of static and dynamic imports, re-exports, `require` and module mocks, from the text alone: a superset. */
export function importSpecifiers(text: string): string[] {
  return [...text.matchAll(specifierPattern)].map((match) => match[2]!)
}

/** Which project file imports which. */
export class ModuleGraph {
  readonly #root: string
  readonly #files: ReadonlySet<string>
  readonly #imports = new Map<string, Map<string, string | undefined>>()
  readonly #importers = new Map<string, Set<string>>()
  readonly #packages = new Map<string, Set<string>>()
  readonly #fallback = new Map<string, string | undefined>()
  readonly #resolver: ResolverFactory

  constructor(root: string, files: readonly string[], tsconfig?: string) {
    this.#root = root
    this.#files = new Set(files)
    const configFile = tsconfig ?? 'tsconfig.json'
    this.#resolver = new ResolverFactory({
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
      ...(existsSync(join(root, configFile)) && {
        tsconfig: { configFile: join(root, configFile), references: 'auto' as const },
      }),
    })
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
      return this.#resolveRelative(posix.join(posix.dirname(from), specifier)) ?? undefined
    }
    if (specifier.startsWith('node:')) return undefined
    const key = `${posix.dirname(from)}\n${specifier}`
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
    const folder = join(this.#root, dirname(from))
    const result = this.#resolver.sync(folder, specifier)
    if (!result.path) return undefined
    const path = relative(this.#root, result.path).split(sep).join('/')
    if (this.#files.has(path)) return path
    return path.startsWith('..') || path.includes('node_modules/') ? undefined : this.#sourceOf(path)
  }

  /** The source of a workspace package's built file: `packages/db/dist/index.js` is `packages/db/src/index.ts`. */
  #sourceOf(built: string): string | undefined {
    return this.#resolveRelative(built.replace(/(^|\/)(dist|build|lib)\//, '$1src/'))
  }
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
