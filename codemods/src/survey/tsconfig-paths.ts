import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { readJsonWithComments } from './json-with-comments.js'

interface PathMapping {
  /** Text before and after the `*`; `after` is undefined for an exact name. */
  readonly before: string
  readonly after: string | undefined
  /** Relative to the project root, with `*` where the match goes. */
  readonly targets: readonly string[]
}

interface Mappings {
  readonly paths: readonly PathMapping[]
  /** Relative to the project root. */
  readonly baseUrl: string | undefined
  readonly keepsEndings: boolean
}

interface TsconfigFile {
  readonly extends?: string | readonly string[]
  readonly references?: readonly { readonly path?: string }[]
  readonly compilerOptions?: {
    readonly baseUrl?: string
    readonly paths?: Readonly<Record<string, readonly string[]>>
  }
}

const none: Mappings = { paths: [], baseUrl: undefined, keepsEndings: true }

/** The `paths` and `baseUrl` of the nearest tsconfig or jsconfig, also where a base it extends is not installed. */
export class TsconfigPaths {
  readonly #root: string
  readonly #configured: string | undefined
  readonly #byFolder = new Map<string, Mappings>()
  readonly #byFile = new Map<string, Mappings>()

  constructor(root: string, configured: string | undefined) {
    this.#root = root
    this.#configured = configured
  }

  /** Paths, relative to the root and without extension, that a specifier may mean in a folder. */
  candidates(folder: string, specifier: string): string[] {
    const { paths, baseUrl } = this.#mappingsOf(folder)
    const found: string[] = []
    for (const { before, after, targets } of paths) {
      if (after === undefined) {
        if (specifier === before) found.push(...targets)
      } else if (
        specifier.length >= before.length + after.length &&
        specifier.startsWith(before) &&
        specifier.endsWith(after)
      ) {
        const match = specifier.slice(before.length, specifier.length - after.length)
        found.push(...targets.map((target) => target.replace('*', () => match)))
      }
    }
    if (baseUrl !== undefined) found.push(posix.join(baseUrl, specifier))
    return found
  }

  /** True where a specifier that is mapped and the path it means end in the same. */
  keepEndings(folder: string): boolean {
    return this.#mappingsOf(folder).keepsEndings
  }

  #mappingsOf(folder: string): Mappings {
    const known = this.#byFolder.get(folder)
    if (known) return known
    const found = this.#find(folder)
    this.#byFolder.set(folder, found)
    return found
  }

  #find(folder: string): Mappings {
    if (this.#configured !== undefined) return this.#read(this.#configured, new Set())
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const path = posix.join(folder, name)
      if (existsSync(join(this.#root, path))) return this.#read(path, new Set())
    }
    return folder === '.' ? none : this.#mappingsOf(posix.dirname(folder))
  }

  #read(path: string, seen: Set<string>): Mappings {
    const known = this.#byFile.get(path)
    if (known || seen.has(path)) return known ?? none
    seen.add(path)
    const config = this.#parse(path)
    const folder = posix.dirname(path)
    const inherited = [config.extends ?? []]
      .flat()
      .flatMap((base) => this.#extended(folder, base))
      .map((base) => this.#read(base, seen))
    const { baseUrl, paths } = config.compilerOptions ?? {}
    const base = baseUrl === undefined ? undefined : posix.join(folder, baseUrl)
    let mappings = {
      paths: paths
        ? pathMappings(paths, base ?? folder)
        : (inherited.findLast(({ paths: own }) => own.length > 0)?.paths ?? []),
      baseUrl: base ?? inherited.findLast(({ baseUrl: own }) => own !== undefined)?.baseUrl,
    }
    if (mappings.paths.length === 0) {
      const referenced = (config.references ?? [])
        .flatMap(({ path: target }) =>
          target ? this.#extended(folder, target.startsWith('.') ? target : `./${target}`) : [],
        )
        .map((target) => this.#read(target, seen))
      mappings = { ...mappings, paths: referenced.flatMap(({ paths: own }) => own) }
    }
    const found = { ...mappings, keepsEndings: mappings.paths.every(keepsEnding) }
    this.#byFile.set(path, found)
    return found
  }

  /** The file that `extends` or a reference names; packages' bases have no paths of the project. */
  #extended(folder: string, base: string): string[] {
    if (!base.startsWith('.')) return []
    const path = posix.join(folder, base)
    const options = [path, `${path}.json`, posix.join(path, 'tsconfig.json')]
    const found = options.find((option) => option.endsWith('.json') && existsSync(join(this.#root, option)))
    if (found === undefined) return generatedPaths(path) ? [path] : []
    return [found]
  }

  #parse(path: string): TsconfigFile {
    const paths = existsSync(join(this.#root, path)) ? undefined : generatedPaths(path)
    if (paths) return { compilerOptions: { paths } }
    return (
      (readJsonWithComments(readFileSync(join(this.#root, path), 'utf8')) as TsconfigFile | undefined) ?? {}
    )
  }
}

/** What frameworks write into a configuration that their first run makes: a fresh clone has none yet. */
function generatedPaths(path: string): Readonly<Record<string, readonly string[]>> | undefined {
  const folder = posix.basename(posix.dirname(path))
  if (folder === '.svelte-kit') return { $lib: ['../src/lib'], '$lib/*': ['../src/lib/*'] }
  if (folder !== '.nuxt') return undefined
  const source = ['../*', '../app/*', '../src/*']
  return { '~/*': source, '@/*': source, '~~/*': ['../*'], '@@/*': ['../*'], '#shared/*': ['../shared/*'] }
}

function keepsEnding({ before, after, targets }: PathMapping): boolean {
  if (after === undefined) return !/^[@~]\//.test(before)
  return after === '' && targets.every((target) => target.endsWith('*'))
}

function pathMappings(paths: Readonly<Record<string, readonly string[]>>, folder: string): PathMapping[] {
  return Object.entries(paths)
    .filter(([, targets]) => Array.isArray(targets))
    .map(([pattern, targets]) => {
      const star = pattern.indexOf('*')
      return {
        before: star < 0 ? pattern : pattern.slice(0, star),
        after: star < 0 ? undefined : pattern.slice(star + 1),
        targets: targets.map((target) => posix.join(folder, target)),
      }
    })
    .sort((a, b) => b.before.length - a.before.length)
}
