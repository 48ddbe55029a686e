import { posix } from 'node:path'

/** How the project ends relative specifiers: `.js`, `.ts` or not at all. */
export type SpecifierEnding = 'js' | 'ts' | 'none'

/** What is no source has its ending everywhere. */
const otherEnding = /\.(json|css|scss|svg|png|wasm|node|sql|html|vue|svelte|astro)$/
const sourceEnding = /\.([cm]?)[jt]sx?$/

/** `fallback`: for projects that show none, because every import goes through an alias. */
export function specifierEndingOf(
  specifiers: Iterable<string>,
  fallback: SpecifierEnding = 'js',
): SpecifierEnding {
  let js = 0
  let ts = 0
  let none = 0
  for (const specifier of specifiers) {
    if (!specifier.startsWith('.') || otherEnding.test(specifier)) continue
    if (/\.[cm]?jsx?$/.test(specifier)) js += 1
    else if (/\.[cm]?tsx?$/.test(specifier)) ts += 1
    else none += 1
  }
  if (js === 0 && ts === 0 && none === 0) return fallback
  return js >= ts && js >= none ? 'js' : ts >= none ? 'ts' : 'none'
}

/** The specifier by which `from` imports `to`, both relative to the project root. */
export function relativeSpecifier(from: string, to: string, ending: SpecifierEnding): string {
  const path = posix.relative(posix.dirname(from), to)
  const relative = path.startsWith('.') ? path : `./${path}`
  if (ending === 'ts') return relative
  if (ending === 'js') return relative.replace(sourceEnding, '.$1js')
  return relative.replace(sourceEnding, '')
}

/**
 * The specifier by which `from` imports `to` through an alias, where it shows how: `@/lib/db` tells how its neighbour
 * `@/lib/database` is written, and in a file that climbs to no other folder by `../`, how everything under `@/` is.
 * `imports`: the specifiers of `from`, with the files they mean.
 */
export function aliasedSpecifier(
  from: string,
  to: string,
  imports: readonly (readonly [specifier: string, file: string])[],
): string | undefined {
  return besideNeighbour(to, imports) ?? underAlias(from, to, imports)
}

function besideNeighbour(
  to: string,
  imports: readonly (readonly [specifier: string, file: string])[],
): string | undefined {
  const folder = posix.dirname(to)
  for (const [specifier, file] of imports) {
    if (specifier.startsWith('.') || posix.dirname(file) !== folder) continue
    const bare = specifier.replace(sourceEnding, '')
    const stem = posix.basename(file).replace(sourceEnding, '')
    if (!bare.endsWith(`/${stem}`)) continue
    const own = posix.basename(to).replace(sourceEnding, '')
    const tail = sourceEnding.exec(specifier)?.[0] ?? ''
    return bare.slice(0, -stem.length) + own + tail
  }
  return undefined
}

/** Prefixes that are no package's: `@/`, `~/`, `#/`, `$lib/`. */
const alias = /^(?:[@~#$]|[~#$][\w-]+)\//

function underAlias(
  from: string,
  to: string,
  imports: readonly (readonly [specifier: string, file: string])[],
): string | undefined {
  const climbs = imports.some(([specifier]) => specifier.startsWith('../'))
  if (!posix.relative(posix.dirname(from), to).startsWith('..')) return undefined
  for (const [specifier, file] of imports) {
    const prefix = alias.exec(specifier)?.[0]
    const isBeside = posix.dirname(file) === posix.dirname(to)
    if (prefix === undefined || (climbs && !isBeside)) continue
    const rest = `/${specifier.slice(prefix.length).replace(sourceEnding, '')}`
    const stem = `/${file.replace(sourceEnding, '')}`
    const root = [rest, `${rest}/index`].find((tail) => stem.endsWith(tail))
    if (root === undefined) continue
    const folder = `${stem.slice(0, -root.length)}/`
    const target = `/${to.replace(sourceEnding, '')}`
    if (target.startsWith(folder))
      return prefix + target.slice(folder.length) + (sourceEnding.exec(specifier)?.[0] ?? '')
  }
  return undefined
}
