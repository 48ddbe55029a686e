import type { Planning } from '../../../plan/planning.js'
import { type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { TypeInfo } from '../../../symbols/oracle.js'
import type { ParameterValue } from '../inject-repository/call-site.js'
import { withoutEscape } from './without-escape.js'

export interface Parametrized {
  readonly site: {
    readonly sql: { readonly text: string; readonly value: string }
    readonly values: readonly ParameterValue[]
  }
}

type Part = { readonly type: 'text'; readonly text: string } | { readonly type: 'hole'; readonly node: Node }

/**
 * Moves interpolated values out of an SQL text into parameters. Only whole literals qualify: `'${value}'`,
 * `'%${value}%'`, and bare `${number}`; identifiers, lists, fragments and anything whose meaning as text
 * could differ (null, non-strings in quotes) keep the text as it is. Undefined when any hole does not qualify.
 */
export function parametrize(
  planning: Planning,
  file: SourceFile,
  argument: Node,
  given: readonly ParameterValue[] | undefined,
): Parametrized | undefined {
  const parts = partsOf(file, unwrap(argument))
  if (!parts?.some((part) => part.type === 'hole') || given === undefined) return undefined
  let sql = ''
  let index = 0
  let placeholders = 0
  const values: ParameterValue[] = []
  const existing = [...given]
  while (index < parts.length) {
    const part = parts[index]!
    if (part.type === 'text') {
      const opening = openLiteral(part.text)
      const next = parts[index + 1]
      const after = parts[index + 2]
      const marks = countPlaceholders(opening === undefined ? part.text : part.text.slice(0, opening))
      if (marks === undefined) return undefined
      values.push(...existing.splice(0, marks))
      placeholders += marks
      if (opening === undefined) {
        sql += part.text
        index += 1
        continue
      }
      if (next?.type !== 'hole' || after?.type !== 'text') return undefined
      const close = after.text.indexOf("'")
      if (close < 0 || after.text[close + 1] === "'") return undefined
      const value = quotedValue(
        planning,
        file,
        part.text.slice(opening + 1),
        next.node,
        after.text.slice(0, close),
      )
      if (!value) return undefined
      sql += `${part.text.slice(0, opening)}?`
      values.push(value)
      parts[index + 2] = { type: 'text', text: after.text.slice(close + 1) }
      index += 2
      continue
    }
    const next = parts[index + 1]
    const value = bareValue(planning, file, part.node, sql, next?.type === 'text' ? next.text : '')
    if (!value) return undefined
    sql += '?'
    values.push(value)
    index += 1
  }
  if (existing.length > 0 || (placeholders > 0 && /\$\d/.test(sql))) return undefined
  return { site: { sql: { text: literal(sql), value: sql }, values } }
}

/** Text and holes of a template or a concatenation; undefined for anything else. */
function partsOf(file: SourceFile, node: Node): Part[] | undefined {
  if (node.type === 'TemplateLiteral') {
    return node.quasis.flatMap((quasi, index) => {
      const hole = node.expressions[index]
      const text: Part = { type: 'text', text: (quasi.value.cooked ?? '').replaceAll('\r\n', '\n') }
      return hole ? [text, { type: 'hole' as const, node: hole as Node }] : [text]
    })
  }
  if (node.type === 'Literal' && typeof node.value === 'string') return [{ type: 'text', text: node.value }]
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    const left = partsOf(file, unwrap(node.left))
    const right = partsOf(file, unwrap(node.right))
    const isText = left?.some((part) => part.type === 'text') || right?.some((part) => part.type === 'text')
    if (!isText) return undefined
    const joined = [...(left ?? [hole(node.left)]), ...(right ?? [hole(node.right)])]
    return joined.reduce<Part[]>((merged, part) => {
      const last = merged.at(-1)
      if (part.type === 'text' && last?.type === 'text')
        merged[merged.length - 1] = { type: 'text', text: last.text + part.text }
      else merged.push(part)
      return merged
    }, [])
  }
  return undefined
}

function hole(node: Node): Part {
  return { type: 'hole', node: unwrap(node) }
}

/** Offset of the quote that opens a literal which the text does not close. */
function openLiteral(text: string): number | undefined {
  let open: number | undefined
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] !== "'") continue
    if (open === undefined) open = at
    else if (text[at + 1] === "'") at += 1
    else open = undefined
  }
  return open
}

/** How many `?` the text holds outside literals; undefined for numbered or named parameters, which would shift. */
function countPlaceholders(text: string): number | undefined {
  const bare = text
    .replace(/'(?:[^']|'')*'/g, '')
    .replace(/"(?:[^"]|"")*"/g, '')
    .replace(/--[^\n]*/g, '')
  return /\$[\w]/.test(bare) ? undefined : (bare.match(/\?/g)?.length ?? 0)
}

function quotedValue(
  planning: Planning,
  file: SourceFile,
  before: string,
  node: Node,
  after: string,
): ParameterValue | undefined {
  if (before.includes("''") || after.includes("''")) return undefined
  const given = planning.oracle.typeAt(file.path, node.start, node.end)
  const mayBeText = given?.base === 'string' || given?.isAny
  const bare = mayBeText ? withoutEscape(planning, file, node) : node
  const type = bare && planning.oracle.typeAt(file.path, bare.start, bare.end)
  // An escape sees to null and numbers in its own way; without one, whatever stands there is read as text.
  if (!bare || !type || !(type.isAny ? bare === unwrap(node) : isPlain(type))) return undefined
  const text = file.textOf(bare)
  if (before === '' && after === '') {
    return type.base === 'string' ? { text, node: bare } : { text: `String(${text})`, type: 'string' }
  }
  const templated = (part: string) =>
    part.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')
  return { text: `\`${templated(before)}\${${text}}${templated(after)}\``, type: 'string' }
}

/** A value outside quotes: numbers only, where SQL takes a value. A string there would be SQL text. */
function bareValue(
  planning: Planning,
  file: SourceFile,
  node: Node,
  sqlBefore: string,
  sqlAfter: string,
): ParameterValue | undefined {
  const type = typeOf(planning, file, node)
  if (!type || type.canBeNull || type.canBeUndefined || type.base !== 'number') return undefined
  // 0.5 written out is a DECIMAL, a parameter is a DOUBLE: what is worked out with it has another type.
  return /(=|<|>|\bLIMIT|\bOFFSET|\bBETWEEN|\bAND|,|\()\s*$/i.test(sqlBefore) &&
    !/^\s*[-+*/%^]/.test(sqlAfter)
    ? { text: file.textOf(node), node }
    : undefined
}

function isPlain(type: TypeInfo): boolean {
  if (type.isUnknown || type.canBeNull || type.canBeUndefined) return false
  return type.base === 'string' || type.base === 'number' || type.base === 'boolean' || type.base === 'bigint'
}

function typeOf(planning: Planning, file: SourceFile, node: Node): TypeInfo | undefined {
  const type = planning.oracle.typeAt(file.path, node.start, node.end)
  return type && !type.isAny && !type.isUnknown ? type : undefined
}

/** The SQL as a template literal. */
export function templateOf(sql: string): string {
  return `\`${sql.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``
}

function literal(sql: string): string {
  if (!sql.includes('\n') && !sql.includes("'") && !sql.includes('\\')) return `'${sql}'`
  return templateOf(sql)
}
