import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { readJsonWithComments } from '../survey/json-with-comments.js'

interface Options {
  readonly baseUrl?: string | null
  readonly paths?: Readonly<Record<string, readonly string[]>> | null
  readonly moduleResolution?: string | null
  readonly downlevelIteration?: boolean | null
}

interface Configuration {
  readonly extends?: string | readonly string[]
  readonly compilerOptions?: Options
}

/**
 * A configuration's text with what TypeScript 7 has dropped said in its own words, inherited options too: `baseUrl` by
 * `paths`, the module resolution of Node 10 by that of bundlers without `exports`. Undefined where it has none of these, or
 * where what it extends cannot be read. `text`: what is read instead of the file.
 *
 * The form of the paths is the one that TypeScript's release notes give for leaving `baseUrl`.
 */
export function renewedConfiguration(
  tsconfig: string,
  text: string | undefined = textOf(tsconfig),
): string | undefined {
  const own = parsed(text)
  const chain = own && chainOf(tsconfig, own, new Set())
  if (!own || !chain) return undefined
  const renewed = { ...pathsFor(tsconfig, chain), ...resolutionFor(chain), ...iterationFor(chain) }
  if (Object.keys(renewed).length === 0) return undefined
  // `null` unsets what is inherited.
  return JSON.stringify({ ...own, compilerOptions: { ...own.compilerOptions, ...renewed } })
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

function resolutionFor(chain: readonly Link[]): object {
  if (!/^node(10)?$/i.test(optionOf(chain, 'moduleResolution') ?? '')) return {}
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
    const read = base === undefined ? undefined : parsed(textOf(base))
    const further = base !== undefined && read ? chainOf(base, read, seen) : undefined
    if (!further) return undefined
    links.push(...further)
  }
  return links
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8').replace(/^\uFEFF/, '') : undefined
}

function parsed(text: string | undefined): Configuration | undefined {
  const read = text === undefined ? undefined : readJsonWithComments(text)
  return typeof read === 'object' && read !== null ? read : undefined
}

function extendedBy(from: string, name: string): string | undefined {
  if (isAbsolute(name) || /^\.\.?(\/|$)/.test(name)) {
    const path = resolve(dirname(from), name)
    return [path, `${path}.json`].find((each) => each.endsWith('.json') && existsSync(each))
  }
  const require = createRequire(from)
  for (const each of [name, `${name}.json`, `${name}/tsconfig.json`]) {
    try {
      const found = require.resolve(each)
      if (found.endsWith('.json')) return found
    } catch {
      // The next form of the name may be the one.
    }
  }
  return undefined
}

function placed(path: string, folder: string, configurationFolder: string): string {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of TypeScript's configurations
  return resolve(folder, path.replace('${configDir}', configurationFolder))
}
