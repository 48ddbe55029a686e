import { posix } from 'node:path'

/** How the project ends relative specifiers: `.js`, `.ts` or not at all. */
export type SpecifierEnding = 'js' | 'ts' | 'none'

const sourceEnding = /\.([cm]?)[jt]sx?$/

export function specifierEndingOf(specifiers: Iterable<string>): SpecifierEnding {
  let js = 0
  let ts = 0
  let none = 0
  for (const specifier of specifiers) {
    if (!specifier.startsWith('.')) continue
    if (/\.[cm]?jsx?$/.test(specifier)) js += 1
    else if (/\.[cm]?tsx?$/.test(specifier)) ts += 1
    else none += 1
  }
  if (js === 0 && ts === 0 && none === 0) return 'js'
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
