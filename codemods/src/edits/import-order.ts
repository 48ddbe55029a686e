import type { ImportDeclaration } from 'oxc-parser'
import type { SourceFile } from '../survey/source-file.js'

/** Fewer imports say nothing of an order. */
const leastImports = 3
/** Comments that mean the line below them, whatever comes to stand there. */
const directive = /@ts-|eslint|biome-|prettier-|oxlint|webpack/

/**
 * The imports of a file that keeps them in order, packages before its own files and each kind by name: what is added goes
 * to its place among them. Undefined for a file in which that is not to be seen.
 */
export function orderedImports(
  file: SourceFile,
  declarations: readonly ImportDeclaration[],
): readonly ImportDeclaration[] | undefined {
  // What is imported for its effects stays before what follows it.
  const ordered = declarations.slice(declarations.findLastIndex(isForEffects) + 1)
  if (ordered.length < leastImports) return undefined
  const start = ordered[0]!.start
  const end = ordered.at(-1)!.end
  const isApart = ordered.some((declaration) => !/(^|\n)\uFEFF?$/.test(file.text.slice(0, declaration.start)))
  const isMixed = file.program.body.some((node) => {
    return node.type !== 'ImportDeclaration' && node.start > start && node.start < end
  })
  const isDirected = file.comments.some(
    (comment) => comment.start < end && directive.test(file.text.slice(comment.start, comment.end)),
  )
  if (isApart || isMixed || isDirected) return undefined
  const isOrdered = ordered.every(
    (declaration, index) =>
      index === 0 || compareSources(ordered[index - 1]!.source.value, declaration.source.value) <= 0,
  )
  return isOrdered ? ordered : undefined
}

function isForEffects(declaration: ImportDeclaration): boolean {
  return declaration.specifiers.length === 0
}

/** Built-in modules, packages, aliases of the project's own folders, its files from the farthest to the nearest. */
export function compareSources(one: string, other: string): number {
  return kindOf(one) - kindOf(other) || compareNames(one, other)
}

export function kindOf(source: string): number {
  if (/^[./]/.test(source)) return 3
  if (/^[#~]|^@\//.test(source)) return 2
  return /^\w+:/.test(source) ? 0 : 1
}

/** By letters, whatever their case, and by the value of numbers. */
export function compareNames(one: string, other: string): number {
  const a = partsOf(one)
  const b = partsOf(other)
  for (const [index, part] of a.entries()) {
    const against = b[index]
    if (against === undefined) return 1
    if (part === against) continue
    const isNumber = /^\d/.test(part) && /^\d/.test(against)
    return isNumber ? Number(part) - Number(against) : part < against ? -1 : 1
  }
  return a.length - b.length || (one < other ? -1 : Number(one > other))
}

function partsOf(text: string): string[] {
  return text.toLowerCase().match(/\d+|\D/g) ?? []
}
