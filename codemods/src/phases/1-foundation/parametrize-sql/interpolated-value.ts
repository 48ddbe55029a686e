import type { Planning } from '../../../plan/planning.js'
import { type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { TypeInfo } from '../../../symbols/oracle.js'
import type { ParameterValue } from '../inject-repository/call-site.js'
import { quotedByFunction } from './quoting-function.js'
import { type SqlPart, sqlParts } from './sql-parts.js'
import { withoutEscape } from './without-escape.js'

/** What a quoted literal of SQL is given: `'…${a}…${b}…'`, from quote to quote. Undefined where its text could differ. */
export function quotedValue(
  planning: Planning,
  file: SourceFile,
  parts: readonly SqlPart[],
): ParameterValue | undefined {
  if (parts.some((part) => part.type === 'text' && part.text.includes("''"))) return undefined
  const only = parts.length === 1 ? parts[0] : undefined
  if (only?.type === 'hole') {
    const value = textValue(planning, file, only.node)
    if (!value) return undefined
    const text = file.textOf(value.node)
    return value.isText
      ? { text, node: value.node }
      : { text: `String(${text})`, type: 'string', repeats: [value.node] }
  }
  let text = ''
  const repeats: Node[] = []
  for (const part of parts) {
    if (part.type === 'text') {
      text += part.text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')
      continue
    }
    const value = textValue(planning, file, part.node)
    if (!value) return undefined
    text += `\${${file.textOf(value.node)}}`
    repeats.push(value.node)
  }
  return { text: `\`${text}\``, type: 'string', repeats }
}

/** A value between quotes, with the escaping around it taken off. */
function textValue(
  planning: Planning,
  file: SourceFile,
  node: Node,
): { readonly node: Node; readonly isText: boolean } | undefined {
  const given = planning.oracle.typeAt(file.path, node.start, node.end)
  const mayBeText = given?.base === 'string' || given?.isAny
  const bare = mayBeText ? withoutEscape(planning, file, node) : node
  const type = bare && planning.oracle.typeAt(file.path, bare.start, bare.end)
  // An escape sees to null and numbers in its own way; without one, whatever stands there is read as text.
  if (!bare || !type || !(type.isAny ? bare === unwrap(node) : isPlain(type))) return undefined
  return { node: bare, isText: type.base === 'string' }
}

function isPlain(type: TypeInfo): boolean {
  if (type.isUnknown || type.canBeNull || type.canBeUndefined) return false
  return type.base === 'string' || type.base === 'number' || type.base === 'boolean' || type.base === 'bigint'
}

/**
 * What stands outside quotes, as a value: a number or a truth value, and what writes a literal of SQL by itself
 * (`${id.toString()}`, `${name ? `'${name}'` : 'NULL'}`, `${isOpen ? 'TRUE' : 'FALSE'}`). Any other text there is SQL.
 */
export function bareValue(planning: Planning, file: SourceFile, node: Node): ParameterValue | undefined {
  const value = literalValue(planning, file, unwrap(node))
  if (!value) return undefined
  const { text, types, repeats } = value
  return value.node ? { text, node: value.node } : { text, type: types.join(' | '), repeats }
}

interface LiteralValue {
  readonly text: string
  readonly types: readonly string[]
  readonly repeats: readonly Node[]
  /** Where the value is an expression as it stands. */
  readonly node?: Node
}

function literalValue(planning: Planning, file: SourceFile, node: Node): LiteralValue | undefined {
  const type = planning.oracle.typeAt(file.path, node.start, node.end)
  if (type && isWrittenAsLiteral(type)) {
    return {
      text: file.textOf(node),
      types: [type.base!, ...(type.canBeNull ? ['null'] : [])],
      repeats: [node],
      node,
    }
  }
  const written = writtenOut(planning, file, node)
  if (written) return literalValue(planning, file, written)
  if (node.type === 'ConditionalExpression') return chosen(planning, file, node)
  if (node.type === 'LogicalExpression') return orNull(planning, file, node)
  return constant(node) ?? quoted(planning, file, node) ?? quotedByCall(planning, file, node)
}

/** `12`, `true` and `null` are SQL as they are. */
function isWrittenAsLiteral(type: TypeInfo): boolean {
  if (type.isAny || type.isUnknown || type.canBeUndefined) return false
  return type.base === 'number' || type.base === 'bigint' || type.base === 'boolean'
}

/** What `quoteLiteral(x)` is given. */
function quotedByCall(planning: Planning, file: SourceFile, call: Node): LiteralValue | undefined {
  const quoted = quotedByFunction(planning, file, call)
  if (!quoted) return undefined
  const { node, types, isNullForUndefined } = quoted
  const text = file.textOf(node)
  if (!isNullForUndefined) return { text, types, repeats: [node], node }
  const isSimple = /^(Identifier|MemberExpression|CallExpression)$/.test(node.type)
  return { text: isSimple ? `${text} ?? null` : `(${text}) ?? null`, types, repeats: [node] }
}

/** What `x.toString()`, `String(x)` and `${x}` alone in a template write out. */
function writtenOut(planning: Planning, file: SourceFile, node: Node): Node | undefined {
  if (node.type === 'TemplateLiteral') {
    const [expression] = node.expressions
    const isAlone = node.expressions.length === 1 && node.quasis.every(({ value }) => value.raw === '')
    return isAlone ? ofLiteralType(planning, file, expression as Node) : undefined
  }
  if (node.type !== 'CallExpression' || node.optional) return undefined
  const callee = unwrap(node.callee)
  if (callee.type === 'MemberExpression' && !callee.computed && !callee.optional) {
    const isToString = callee.property.type === 'Identifier' && callee.property.name === 'toString'
    return isToString && node.arguments.length === 0
      ? ofLiteralType(planning, file, callee.object as Node)
      : undefined
  }
  const [only] = node.arguments
  if (callee.type !== 'Identifier' || callee.name !== 'String' || node.arguments.length !== 1)
    return undefined
  return file.scopes.resolve(callee) ? undefined : ofLiteralType(planning, file, only as Node)
}

function ofLiteralType(planning: Planning, file: SourceFile, node: Node): Node | undefined {
  const bare = unwrap(node)
  const type = planning.oracle.typeAt(file.path, bare.start, bare.end)
  return type && isWrittenAsLiteral(type) ? bare : undefined
}

/** `x ? … : …` where both ways are literals. */
function chosen(
  planning: Planning,
  file: SourceFile,
  node: Extract<Node, { type: 'ConditionalExpression' }>,
): LiteralValue | undefined {
  const yes = literalValue(planning, file, unwrap(node.consequent))
  const no = literalValue(planning, file, unwrap(node.alternate))
  if (!yes || !no) return undefined
  const test = file.textOf(node.test)
  const types = nullLast([...yes.types, ...no.types])
  if (no.text === 'null' && yes.text === test) return { text: `${test} || null`, types, repeats: [node.test] }
  if (yes.text === 'true' && no.text === 'false') {
    const type = planning.oracle.typeAt(file.path, node.test.start, node.test.end)
    const isTruth = type?.base === 'boolean' && !type.canBeNull && !type.canBeUndefined
    return { text: isTruth ? test : `Boolean(${test})`, types, repeats: [node.test] }
  }
  const repeats = [node.test, ...yes.repeats, ...no.repeats]
  return { text: `${test} ? ${yes.text} : ${no.text}`, types, repeats }
}

function nullLast(types: readonly string[]): string[] {
  const values = new Set(types.filter((type) => type !== 'null'))
  return types.includes('null') ? [...values, 'null'] : [...values]
}

/** `x ?? 'NULL'`, for numbers and truth values. */
function orNull(
  planning: Planning,
  file: SourceFile,
  node: Extract<Node, { type: 'LogicalExpression' }>,
): LiteralValue | undefined {
  const type = planning.oracle.typeAt(file.path, node.left.start, node.left.end)
  const base = type?.base
  const isNull = constant(unwrap(node.right))?.text === 'null'
  if (node.operator === '&&' || !isNull || !type || type.isAny) return undefined
  if (base !== 'number' && base !== 'bigint' && base !== 'boolean') return undefined
  return {
    text: `${file.textOf(node.left)} ${node.operator} null`,
    types: [base, 'null'],
    repeats: [node.left],
  }
}

/** `'NULL'`, `'TRUE'`, `'42'` and `"'open'"`, as they are written in the code. */
function constant(node: Node): LiteralValue | undefined {
  const parts = sqlParts(node)
  const [only] = parts ?? []
  if (parts?.length !== 1 || only?.type !== 'text') return undefined
  const text = only.text.trim()
  if (/^null$/i.test(text)) return { text: 'null', types: ['null'], repeats: [] }
  if (/^(true|false)$/i.test(text)) return { text: text.toLowerCase(), types: ['boolean'], repeats: [] }
  if (/^(0|[1-9]\d{0,8})$/.test(text)) return { text, types: ['number'], repeats: [] }
  return /^'[^'\\\n]*'$/.test(text) ? { text, types: ['string'], repeats: [] } : undefined
}

/** `'${name}'` with its quotes, written by an expression. */
function quoted(planning: Planning, file: SourceFile, node: Node): LiteralValue | undefined {
  const parts = sqlParts(node)
  const first = parts?.[0]
  const last = parts?.at(-1)
  if (!parts || parts.length < 3 || first?.type !== 'text' || last?.type !== 'text') return undefined
  if (!first.text.startsWith("'") || !last.text.endsWith("'")) return undefined
  const inner: SqlPart[] = [
    { type: 'text', text: first.text.slice(1) },
    ...parts.slice(1, -1),
    { type: 'text', text: last.text.slice(0, -1) },
  ]
  if (inner.some((part) => part.type === 'text' && part.text.includes("'"))) return undefined
  const value = quotedValue(
    planning,
    file,
    inner.filter((part) => part.type === 'hole' || part.text !== ''),
  )
  return value && { text: value.text, types: ['string'], repeats: value.repeats ?? [value.node!] }
}
