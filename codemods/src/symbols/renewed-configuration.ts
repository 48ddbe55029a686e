import { dirname, join, resolve } from 'node:path'
import { extendedBy, readConfiguration } from './read-configuration.js'

interface Options {
  readonly baseUrl?: string | null
  readonly paths?: Readonly<Record<string, readonly string[]>> | null
  readonly module?: string | null
  readonly moduleResolution?: string | null
  readonly downlevelIteration?: boolean | null
  readonly types?: readonly string[] | null
  readonly strict?: boolean | null
  readonly noUncheckedSideEffectImports?: boolean | null
}

interface Configuration {
  readonly extends?: string | readonly string[]
  readonly compilerOptions?: Options
}

/**
 * A configuration's text with what TypeScript 7 has dropped said in its own words, inherited options too: `baseUrl` by
 * `paths`, the module resolution of Node 10 by that of bundlers without `exports`. What a project of TypeScript 5 means by
 * saying nothing is said, too: every package of types counts, and nothing is strict. Undefined where TypeScript 7 takes the
 * configuration for what it means, or where what it extends cannot be read. `text`: what is read instead of the file.
 *
 * The forms of the paths and of the types are those that TypeScript's release notes give.
 */
export function renewedConfiguration(tsconfig: string, text?: string): string | undefined {
  const own = readConfiguration(tsconfig, text) as Configuration | undefined
  const chain = own && chainOf(tsconfig, own, new Set())
  if (!own || !chain) return undefined
  const isOlder = majorOf(dirname(tsconfig)) < 6
  const renewed = {
    ...pathsFor(tsconfig, chain),
    ...resolutionFor(chain, isOlder),
    ...iterationFor(chain),
    ...(isOlder && defaultsBefore(chain)),
  }
  if (Object.keys(renewed).length === 0) return undefined
  // `null` unsets what is inherited.
  return JSON.stringify({ ...own, compilerOptions: { ...own.compilerOptions, ...renewed } })
}

/** The version that a folder's packages are written for; that before the defaults changed, where none is named. */
function majorOf(folder: string): number {
  for (let at = folder; ; at = dirname(at)) {
    const installed = readConfiguration(join(at, 'node_modules/typescript/package.json'))?.version
    const major = Number.parseInt(String(installed), 10)
    if (!Number.isNaN(major)) return major
    if (at === dirname(at)) return rangedMajorOf(folder)
  }
}

function rangedMajorOf(folder: string): number {
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    const { devDependencies, dependencies } = (readConfiguration(join(at, 'package.json')) ?? {}) as {
      readonly [list: string]: Readonly<Record<string, unknown>> | undefined
    }
    const range = devDependencies?.typescript ?? dependencies?.typescript
    const major = typeof range === 'string' ? /\d+/.exec(range)?.[0] : undefined
    if (major !== undefined) return Number(major)
  }
  return 5
}

function defaultsBefore(chain: readonly Link[]): Options {
  const isUnsaid = (name: keyof Options) => optionOf(chain, name) === undefined
  return {
    ...(isUnsaid('types') && { types: ['*'] }),
    ...(isUnsaid('strict') && { strict: false }),
    ...(isUnsaid('noUncheckedSideEffectImports') && { noUncheckedSideEffectImports: false }),
    ...(isUnsaid('module') && isUnsaid('moduleResolution') && { module: 'commonjs' }),
  }
}

function pathsFor(tsconfig: string, chain: readonly Link[]): object {
  const based = chain.find(({ options }) => options.baseUrl !== undefined)
  const { baseUrl } = based?.options ?? {}
  if (!based || typeof baseUrl !== 'string') return {}
  const base = placed(baseUrl, dirname(based.path), dirname(tsconfig))
  const mapped = optionOf(chain, 'paths') ?? {}
  const paths: Record<string, readonly string[]> = {}
  for (const [name, targets] of Object.entries(mapped))
    paths[name] = targets.map((target) => placed(target, base, dirname(tsconfig)))
  paths['*'] ??= [join(base, '*')]
  return { baseUrl: null, paths }
}

function resolutionFor(chain: readonly Link[], isOlder: boolean): object {
  const said = optionOf(chain, 'moduleResolution')
  // Before, it followed from the modules that are written.
  const isOfNode10 =
    said === undefined
      ? isOlder && !/^(node\w+|preserve)$/i.test(optionOf(chain, 'module') ?? '')
      : /^node(10)?$/i.test(said ?? '')
  if (!isOfNode10) return {}
  return {
    moduleResolution: 'bundler',
    resolvePackageJsonExports: false,
    resolvePackageJsonImports: false,
  }
}

/** It says something of a target that TypeScript 7 does not take either. */
function iterationFor(chain: readonly Link[]): object {
  return optionOf(chain, 'downlevelIteration') === undefined ? {} : { downlevelIteration: null }
}

function optionOf<Name extends keyof Options>(chain: readonly Link[], name: Name): Options[Name] | undefined {
  return chain.find(({ options }) => options[name] !== undefined)?.options[name]
}

interface Link {
  readonly path: string
  readonly options: Options
}

/** A configuration and what it extends, what counts most first; undefined where one of them cannot be read. */
function chainOf(path: string, own: Configuration, seen: Set<string>): Link[] | undefined {
  if (seen.has(path)) return undefined
  seen.add(path)
  const links: Link[] = [{ path, options: own.compilerOptions ?? {} }]
  for (const name of [own.extends ?? []].flat().reverse()) {
    const base = extendedBy(path, name)
    const read = base === undefined ? undefined : (readConfiguration(base) as Configuration | undefined)
    const further = base !== undefined && read ? chainOf(base, read, seen) : undefined
    if (!further) return undefined
    links.push(...further)
  }
  return links
}

function placed(path: string, folder: string, configurationFolder: string): string {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of TypeScript's configurations
  return resolve(folder, path.replace('${configDir}', configurationFolder))
}
