import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { readJsonWithComments } from '../survey/json-with-comments.js'

interface Configuration {
  readonly extends?: string | readonly string[]
  readonly compilerOptions?: {
    readonly baseUrl?: string | null
    readonly paths?: Readonly<Record<string, readonly string[]>> | null
  }
}

/**
 * A configuration's text with its `baseUrl`, which TypeScript 7 has no more, said by `paths`; undefined where it has
 * none, its own or an inherited one, or where what it extends cannot be read.
 *
 * The form is the one that TypeScript's own release notes give for leaving `baseUrl`.
 */
export function withoutBaseUrl(tsconfig: string): string | undefined {
  const own = readConfiguration(tsconfig)
  const chain = own && chainOf(tsconfig, own, new Set())
  if (!own || !chain) return undefined
  const based = chain.find(({ options }) => options.baseUrl !== undefined)
  const { baseUrl } = based?.options ?? {}
  if (!based || typeof baseUrl !== 'string') return undefined
  const base = placed(baseUrl, dirname(based.path), dirname(tsconfig))
  const mapped = chain.find(({ options }) => options.paths !== undefined)?.options.paths ?? {}
  const paths: Record<string, readonly string[]> = {}
  for (const [name, targets] of Object.entries(mapped))
    paths[name] = targets.map((target) => placed(target, base, dirname(tsconfig)))
  paths['*'] ??= [join(base, '*')]
  const isInherited = based.path !== tsconfig
  const { baseUrl: _, ...options } = own.compilerOptions ?? {}
  return JSON.stringify({
    ...own,
    compilerOptions: { ...options, ...(isInherited && { baseUrl: null }), paths },
  })
}

interface Link {
  readonly path: string
  readonly options: NonNullable<Configuration['compilerOptions']>
}

/** A configuration and what it extends, what counts most first; undefined where one of them cannot be read. */
function chainOf(path: string, own: Configuration, seen: Set<string>): Link[] | undefined {
  if (seen.has(path)) return undefined
  seen.add(path)
  const links: Link[] = [{ path, options: own.compilerOptions ?? {} }]
  for (const name of [own.extends ?? []].flat().reverse()) {
    const base = extendedBy(path, name)
    const read = base === undefined ? undefined : readConfiguration(base)
    const further = base !== undefined && read ? chainOf(base, read, seen) : undefined
    if (!further) return undefined
    links.push(...further)
  }
  return links
}

function readConfiguration(path: string): Configuration | undefined {
  if (!existsSync(path)) return undefined
  const read = readJsonWithComments(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
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
