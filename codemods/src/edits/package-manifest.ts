import { parseSync } from 'oxc-parser'
import type { TextEdit } from '../model.js'
import type { Node } from '../survey/nodes.js'

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
export function addDependency(text: string, name: string, range: string): TextEdit | undefined {
  const root = entriesOf(text)
  if (!root) return undefined
  const entry = `${JSON.stringify(name)}: ${JSON.stringify(range)}`
  const dependencies = root.entries.find((candidate) => candidate.name === 'dependencies')
  if (!dependencies) return appended(text, root, `"dependencies": ${nestedObject(text, root.entries, entry)}`)
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

interface JsonObject {
  readonly start: number
  readonly end: number
  readonly entries: readonly Entry[]
}

/** Positions in a JSON text: it is parsed as an expression in parentheses, so offsets are one too high. */
function entriesOf(text: string): JsonObject | undefined {
  const parsed = parseSync('package.js', `(${text}\n)`)
  const [statement] = parsed.program.body
  if (parsed.errors.length > 0 || statement?.type !== 'ExpressionStatement') return undefined
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
