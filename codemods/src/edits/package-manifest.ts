import type { Program } from 'oxc-parser'
import type { TextEdit } from '../model.js'
import type { Node } from '../survey/nodes.js'
import { parse } from '../survey/parse.js'
import { listEdits } from './list-edits.js'

interface Entry {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly value: Node
}

/**
 * The edit that adds a dependency to a package.json: at its place where the list is sorted, else at the end, with
 * the file's own indentation and line endings. Undefined when the text is no JSON object or has it already.
 */
export function addDependency(
  text: string,
  name: string,
  range: string,
  section: 'dependencies' | 'devDependencies' = 'dependencies',
): TextEdit | undefined {
  const root = entriesOf(text)
  if (!root) return undefined
  const entry = `${JSON.stringify(name)}: ${JSON.stringify(range)}`
  if (dependencyRange(text, name) !== undefined) return undefined
  const dependencies = root.entries.find((candidate) => candidate.name === section)
  if (!dependencies) return appended(text, root, `"${section}": ${nestedObject(text, root.entries, entry)}`)
  const list = objectOf(dependencies.value)
  if (!list || list.entries.some((candidate) => candidate.name === name)) return undefined
  const isSorted = list.entries.every(
    (candidate, index) => index === 0 || list.entries[index - 1]!.name < candidate.name,
  )
  const next = isSorted ? list.entries.find((candidate) => candidate.name > name) : undefined
  if (!next) return appended(text, list, entry)
  return {
    start: next.start,
    end: next.start,
    text: `${entry},${text.slice(gapStart(text, next.start), next.start)}`,
  }
}

const sections = ['dependencies', 'devDependencies', 'optionalDependencies'] as const

/**
 * The edits that put one dependency in the place of others, in whatever list they stand: where the list is sorted, at
 * its place. Added to `dependencies` when none of them is listed.
 */
export function replaceDependencies(
  text: string,
  old: readonly string[],
  name: string,
  range: string,
): TextEdit[] {
  const lists = dependencyLists(text)
  const named = (list: JsonObject, names: readonly string[]) =>
    list.entries.some((entry) => names.includes(entry.name))
  const target = lists.find((list) => named(list, old))
  if (!target) {
    const addition = addDependency(text, name, range)
    return addition ? [addition] : []
  }
  const isThere = lists.some((list) => named(list, [name]))
  return lists
    .filter((list) => named(list, old))
    .map((list) => rewritten(text, list, old, list === target && !isThere ? { name, range } : undefined))
}

/** Another range for a dependency that is there. */
export function setDependencyRange(text: string, name: string, range: string): TextEdit[] {
  return dependencyLists(text).flatMap(({ entries }) =>
    entries
      .filter((entry) => entry.name === name)
      .map(({ value }) => ({ start: value.start - 1, end: value.end - 1, text: JSON.stringify(range) })),
  )
}

/** Every dependency whose name begins so, wherever it is listed. */
export function dependenciesBeginning(text: string, prefix: string): string[] {
  const names = dependencyLists(text).flatMap(({ entries }) => entries.map(({ name }) => name))
  return [...new Set(names)].filter((name) => name.startsWith(prefix))
}

/** The range of a dependency, wherever it is listed. */
export function dependencyRange(text: string, name: string): string | undefined {
  for (const { entries } of dependencyLists(text))
    for (const { name: listed, value } of entries)
      if (listed === name && value.type === 'Literal' && typeof value.value === 'string') return value.value
  return undefined
}

/** The list in which a package has a dependency for itself; undefined where it has none. */
export function sectionWith(text: string, name: string): 'dependencies' | 'devDependencies' | undefined {
  return (['dependencies', 'devDependencies'] as const).find((section) =>
    sectionOf(text, section)?.entries.some((entry) => entry.name === name),
  )
}

/** True where a list that others follow, `peerDependencies`, names the dependency. */
export function isPeerDependency(text: string, name: string): boolean {
  return sectionOf(text, 'peerDependencies')?.entries.some((entry) => entry.name === name) ?? false
}

function dependencyLists(text: string): JsonObject[] {
  return sections.flatMap((section) => sectionOf(text, section) ?? [])
}

function sectionOf(text: string, section: string): JsonObject | undefined {
  const entry = entriesOf(text)?.entries.find((candidate) => candidate.name === section)
  return entry && objectOf(entry.value)
}

function rewritten(
  text: string,
  { start, end, entries }: JsonObject,
  old: readonly string[],
  added: { readonly name: string; readonly range: string } | undefined,
): TextEdit {
  const isSorted = entries.every((entry, index) => index === 0 || entries[index - 1]!.name < entry.name)
  const kept = entries
    .filter((entry) => !old.includes(entry.name))
    .map((entry) => ({ name: entry.name, text: text.slice(entry.start, entry.end) }))
  if (added) {
    const fresh = { name: added.name, text: `${JSON.stringify(added.name)}: ${JSON.stringify(added.range)}` }
    const sorted = kept.findIndex((entry) => entry.name > added.name)
    const inPlace = entries.findIndex((entry) => old.includes(entry.name))
    kept.splice(isSorted ? (sorted === -1 ? kept.length : sorted) : inPlace, 0, fresh)
  }
  if (kept.length === 0) return { start, end, text: '{}' }
  const [first] = entries as [Entry]
  const separator = `,${text.slice(gapStart(text, first.start), first.start) || ' '}`
  return {
    start: first.start,
    end: entries.at(-1)!.end,
    text: kept.map((entry) => entry.text).join(separator),
  }
}

/** The edits that take dependencies out of a package.json, from whichever list has them. */
export function removeDependencies(text: string, names: readonly string[]): TextEdit[] {
  return dependencyLists(text)
    .filter((list) => list.entries.some((entry) => names.includes(entry.name)))
    .map((list) => rewritten(text, list, names, undefined))
}

/** The edits that take entries out of an object of a JSON text, and which of them it has. */
export function removeJsonEntries(
  text: string,
  section: string,
  names: readonly string[],
): { readonly edits: TextEdit[]; readonly names: string[] } {
  const list = sectionOf(text, section)
  const there = list?.entries.filter((entry) => names.includes(entry.name)).map((entry) => entry.name) ?? []
  return { edits: list && there.length > 0 ? [rewritten(text, list, there, undefined)] : [], names: there }
}

/** The edits that take names out of a list of a JSON text, which is found by the names that lead to it. */
export function removeFromList(text: string, path: readonly string[], names: readonly string[]): TextEdit[] {
  const list = valueAt(text, path)
  if (list?.type !== 'ArrayExpression') return []
  const items = list.elements.flatMap((element) =>
    element ? [{ start: element.start - 1, end: element.end - 1 }] : [],
  )
  const gone = new Set(items.filter(({ start, end }) => names.includes(text.slice(start + 1, end - 1))))
  if (gone.size === 0) return []
  if (gone.size === items.length) return [{ start: list.start - 1, end: list.end - 1, text: '[]' }]
  return listEdits(text, items, { gone, added: [] })
}

function valueAt(text: string, path: readonly string[]): Node | undefined {
  let object = entriesOf(text)
  let value: Node | undefined
  for (const name of path) {
    value = object?.entries.find((entry) => entry.name === name)?.value
    object = value && objectOf(value)
  }
  return value
}

interface JsonObject {
  readonly start: number
  readonly end: number
  readonly entries: readonly Entry[]
}

/** Positions in a JSON text: it is parsed as an expression in parentheses, so offsets are one too high. */
function entriesOf(text: string): JsonObject | undefined {
  let statement: Program['body'][number] | undefined
  try {
    statement = parse('package.js', `(${text}\n)`).body[0]
  } catch {
    return undefined
  }
  if (statement?.type !== 'ExpressionStatement') return undefined
  const expression = statement.expression as Node
  return objectOf(
    expression.type === 'ParenthesizedExpression' ? (expression.expression as Node) : expression,
  )
}

function objectOf(node: Node): JsonObject | undefined {
  if (node.type !== 'ObjectExpression') return undefined
  const entries = node.properties.flatMap((property): Entry[] =>
    property.type === 'Property' && property.key.type === 'Literal'
      ? [
          {
            name: String(property.key.value),
            start: property.start - 1,
            end: property.end - 1,
            value: property.value as Node,
          },
        ]
      : [],
  )
  return { start: node.start - 1, end: node.end - 1, entries }
}

function gapStart(text: string, offset: number): number {
  let start = offset
  while (start > 0 && /\s/.test(text[start - 1]!)) start -= 1
  return start
}

function appended(text: string, list: JsonObject, entry: string): TextEdit {
  const last = list.entries.at(-1)
  if (last) {
    const gap = text.slice(gapStart(text, last.start), last.start)
    return { start: last.end, end: last.end, text: `,${gap}${entry}` }
  }
  const closing = text.slice(gapStart(text, list.end - 1), list.end - 1)
  const opening = closing.includes('\n') ? `${closing}  ` : ''
  return { start: list.start + 1, end: list.end - 1, text: `${opening}${entry}${closing}` }
}

function nestedObject(text: string, siblings: readonly Entry[], entry: string): string {
  const [first] = siblings
  const gap = first ? text.slice(gapStart(text, first.start), first.start) : ''
  if (!gap.includes('\n')) return `{ ${entry} }`
  const unit = gap.includes('\t') ? '\t' : gap.replace(/^\r?\n/, '')
  return `{${gap}${unit}${entry}${gap}}`
}
