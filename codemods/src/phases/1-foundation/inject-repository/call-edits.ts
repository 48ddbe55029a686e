import { statementRemoval, statementRemovals } from '../../../edits/statement-removal.js'
import type { TextEdit } from '../../../model.js'
import { methodReference } from '../../../repositories/method-reference.js'
import type { Touch } from '../../../survey/client-value.js'
import { type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { CallSite } from './call-site.js'

/** Turns `db.query<Row>(SQL, [a, b])` into `models.findBy(a, b)`, touching as little of the text as possible. */
export function repositoryCall(
  file: SourceFile,
  site: CallSite,
  receiver: string,
  method: number,
): TextEdit[] {
  const variables = site.variables ?? []
  const gone = variables.flatMap(({ statement, text }) => (text === undefined ? [statement] : []))
  const declared = [
    ...(site.built
      ? statementRemovals(file, gone)
      : gone.map((statement) => statementRemoval(file, statement))),
    ...variables.flatMap(({ statement: { start, end }, text }) =>
      text === undefined ? [] : [{ start, end, text }],
    ),
  ]
  return [...declared, ...callOf(file, site, `${receiver}.${methodReference(method)}(`)]
}

function callOf(file: SourceFile, site: CallSite, opening: string): TextEdit[] {
  const { call } = site.touch
  const values = site.values ?? []
  const nodes = values.map((value) => value.node)
  if (
    values.length === 0 ||
    !nodes.every((node) => node && isInside(node, call)) ||
    !inOrder(nodes as Node[])
  ) {
    const text = writtenWithComments(file, site, opening) ?? written(file, call.start, opening, values)
    return [{ start: call.start, end: call.end, text }]
  }
  const first = nodes[0]!
  const last = nodes.at(-1)!
  // Values that stood inside the SQL text, or behind names, leave nothing between them worth keeping.
  const isList = !site.named && !site.parametrized && !site.built
  const isBroken = isList && file.text.slice(first.start, last.end).includes('\n') && values.length > 1
  const indent = isBroken ? indentationAt(file.text, call.start) : ''
  const unit = indent.includes('\t') || indentationAt(file.text, first.start).includes('\t') ? '\t' : '  '
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n'
  const edits: TextEdit[] = []
  edits.push({
    start: call.start,
    end: first.start,
    text: isBroken ? `${opening}${eol}${indent}${unit}` : opening,
  })
  for (let index = 1; index < nodes.length; index += 1) {
    const from = nodes[index - 1]!.end
    const to = nodes[index]!.start
    const gap = file.text.slice(from, to)
    if (!isList) edits.push({ start: from, end: to, text: ', ' })
    else if (isBroken && /^\s*,\s*$/.test(gap) && gap.includes('\n'))
      edits.push({ start: from, end: to, text: `,${eol}${indent}${unit}` })
  }
  if (isBroken) for (const node of nodes) edits.push(...shallower(file, node!, indent + unit))
  edits.push({ start: last.end, end: call.end, text: isBroken ? `,${eol}${indent})` : ')' })
  return edits
}

/** Further lines of a value that stood deeper at the beginning of a line than it will. */
function shallower(file: SourceFile, node: Node, indent: string): TextEdit[] {
  const { text } = file
  const own = indentationAt(text, node.start)
  const lineStart = text.lastIndexOf('\n', node.start - 1) + 1
  if (lineStart + own.length !== node.start || !own.startsWith(indent) || own === indent) return []
  if (file.textOf(node).includes('`')) return []
  const edits: TextEdit[] = []
  for (let at = text.indexOf('\n', node.start); at !== -1 && at < node.end; at = text.indexOf('\n', at + 1))
    if (text.startsWith(own, at + 1))
      edits.push({ start: at + 1 + indent.length, end: at + 1 + own.length, text: '' })
  return edits
}

const widest = 120

/** The call on one line, or a value a line where that grows too wide. */
function written(
  file: SourceFile,
  at: number,
  opening: string,
  values: NonNullable<CallSite['values']>,
): string {
  const texts = values.map((value) => value.text)
  const line = `${opening}${texts.join(', ')})`
  const column = at - (file.text.lastIndexOf('\n', at - 1) + 1)
  if (column + line.length <= widest || texts.length < 2) return line
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n'
  const indent = indentationAt(file.text, at)
  const inner = indent + (indent.includes('\t') ? '\t' : '  ')
  return `${opening}${eol}${texts.map((text) => `${inner}${text},${eol}`).join('')}${indent})`
}

/** The values as the array that a name stood for has them, a line each, with their comments; undefined where it has none. */
function writtenWithComments(file: SourceFile, site: CallSite, opening: string): string | undefined {
  const nodes = (site.values ?? []).map(({ node }) => node)
  const list = nodes[0]?.parent
  if (list?.type !== 'ArrayExpression' || list.elements.length !== nodes.length) return undefined
  if (!nodes.every((node, index) => node && node === list.elements[index])) return undefined
  if (!file.comments.some(({ start, end }) => start > list.start && end < list.end)) return undefined
  const { call } = site.touch
  const from = indentationAt(file.text, list.start)
  const to = indentationAt(file.text, call.start)
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n'
  const inner = file.text.slice(list.start + 1, list.end - 1).trim()
  const unit = from.includes('\t') ? '\t' : '  '
  if (!/\n/.test(inner) && !/\/\/.*$/.test(inner)) return `${opening}${inner})`
  const lines = inner.split(/\r?\n/)
  const isText = inner.includes('`')
  const moved = lines.map((line) => (isText || !line.startsWith(from) ? line : to + line.slice(from.length)))
  return [opening, `${to}${unit}${moved.join(eol)}`, `${to})`].join(eol)
}

function isInside(node: Node, call: Touch['call']): boolean {
  return node.start >= call.start && node.end <= call.end
}

function inOrder(nodes: readonly Node[]): boolean {
  return nodes.every((node, index) => index === 0 || node.start >= nodes[index - 1]!.end)
}

function indentationAt(text: string, offset: number): string {
  const line = text.lastIndexOf('\n', offset - 1) + 1
  return /^[ \t]*/.exec(text.slice(line, offset))![0]
}

/** Turns `client.queryOne(sql, values)` into the same call of the injected database. */
export function databaseCall(_file: SourceFile, site: CallSite, receiver: string): TextEdit[] | undefined {
  const { call, awaited } = site.touch
  const callee = unwrap(call.callee)
  if (callee.type !== 'MemberExpression' && callee.type !== 'Identifier') return undefined
  // A database gives rows by name.
  if (site.method.result === 'row-arrays') return undefined
  const method =
    {
      rows: 'query',
      'first-row-or-null': 'maybeOne',
      'first-row-or-undefined': 'maybeOne',
      script: 'script',
    }[site.method.result as 'rows'] ?? 'execute'
  const edits: TextEdit[] = [{ start: callee.start, end: callee.end, text: `${receiver}.${method}` }]
  if (site.method.parameters === 'variadic' && call.arguments.length > 1) {
    const [, firstValue] = call.arguments
    edits.push(
      { start: firstValue!.start, end: firstValue!.start, text: '[' },
      { start: call.arguments.at(-1)!.end, end: call.arguments.at(-1)!.end, text: ']' },
    )
  }
  if (site.method.result === 'first-row-or-null') {
    edits.push(...wrapped(site, awaited, '(', ' ?? null)', '.then((row) => row ?? null)'))
  } else if (site.method.result === 'rows-changed' && isValueUsed(call)) {
    edits.push(...wrapped(site, awaited, '(', ').rowsChanged', '.then((result) => result.rowsChanged)'))
  } else if (site.method.result === 'nothing' && !awaited && isValueUsed(call)) {
    edits.push({ start: call.end, end: call.end, text: '.then(() => undefined)' })
  }
  return edits
}

function wrapped(site: CallSite, awaited: boolean, before: string, after: string, then: string): TextEdit[] {
  const { call } = site.touch
  if (!awaited) return [{ start: call.end, end: call.end, text: then }]
  let node: Node = call as Node
  while (node.type !== 'AwaitExpression' && node.parent) node = node.parent
  // Where the value stands alone, `await x ?? null` needs no parentheses around it.
  const isAlone =
    /^(VariableDeclarator|ReturnStatement)$/.test(node.parent?.type ?? '') && after.endsWith('null)')
  return [
    ...(isAlone ? [] : [{ start: node.start, end: node.start, text: before }]),
    { start: node.end, end: node.end, text: isAlone ? after.slice(0, -1) : after },
  ]
}

function isValueUsed(call: Node): boolean {
  let node = call
  while (node.parent && (node.parent.type === 'AwaitExpression' || unwrap(node.parent) === unwrap(node)))
    node = node.parent
  return node.parent?.type !== 'ExpressionStatement'
}
