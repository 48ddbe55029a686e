import type { Planning } from '../../../plan/planning.js'
import { enclosingFunction, memberName, type Node, unwrap, walk } from '../../../survey/nodes.js'
import { bindingNames } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Loop } from './loop.js'

export interface TurnValue {
  /** The expression in terms of the loop's element, or of what is known before the loop. */
  readonly text: string
  readonly varies: boolean
}

const pureCalls = /^(String|Number|BigInt|Boolean)$/
const pureMethods =
  /^(trim|toLowerCase|toUpperCase|toString|toISOString|slice|padStart|padEnd|concat|join|replaceAll)$/

/** What an argument is, when it can be said before the first turn; undefined when a turn depends on the one before. */
export function turnValue(file: SourceFile, loop: Loop, expression: Node): TurnValue | undefined {
  const names = ownNames(loop)
  const replacements: { start: number; end: number; text: string }[] = []
  let varies = false
  let possible = true
  walk(expression, (node) => {
    if (!possible) return false
    if (node.type === 'CallExpression' && !isPureCall(node)) possible = false
    if (
      /^(Await|Yield|Assignment|Update|New|Import|TaggedTemplate|Function|ArrowFunction|Class)Expression$/.test(
        node.type,
      )
    )
      possible = false
    if (node.type === 'ThisExpression' && isAssignedInside(loop, 'this', file)) possible = false
    if (node.type !== 'Identifier') return true
    const binding = file.scopes.resolve(node)
    if (!binding) return true
    if (names.has(binding.identifier)) {
      varies = true
      return true
    }
    if (isHandedOn(loop, binding.identifier)) possible = false
    const isInside = binding.identifier.start >= loop.body.start && binding.identifier.end <= loop.body.end
    if (!isInside) {
      if (isAssignedInside(loop, binding.name, file)) possible = false
      return true
    }
    const declarator = binding.declaration
    const isConstant =
      declarator.type === 'VariableDeclarator' &&
      declarator.init &&
      declarator.id === binding.identifier &&
      declarator.parent?.type === 'VariableDeclaration' &&
      declarator.parent.kind === 'const'
    const inner = isConstant ? turnValue(file, loop, declarator.init!) : undefined
    if (!inner) possible = false
    else {
      const isWhole = node.start === expression.start && node.end === expression.end
      varies ||= inner.varies
      const isShorthand = node.parent?.type === 'Property' && node.parent.shorthand
      replacements.push({
        start: node.start,
        end: node.end,
        text: isShorthand
          ? `${binding.name}: ${inner.text}`
          : isWhole || isPlain(inner.text)
            ? inner.text
            : `(${inner.text})`,
      })
    }
    return true
  })
  if (!possible) return undefined
  let text = ''
  let at = expression.start
  for (const { start, end, text: replacement } of replacements.sort((a, b) => a.start - b.start)) {
    text += file.text.slice(at, start) + replacement
    at = end
  }
  return { text: text + file.text.slice(at, expression.end), varies }
}

function isPlain(text: string): boolean {
  return /^[\w$.[\]'"!]+$/.test(text) || /^`[^`]*`$/.test(text)
}

/** True for what one turn leaves to the next, and for what the head of a loop declares beside its index. */
function isHandedOn(loop: Loop, identifier: Node): boolean {
  if (loop.kind === 'reduce') return loop.carried.includes(identifier)
  const head = loop.kind === 'index' ? loop.body.parent : undefined
  return (
    head !== undefined &&
    head !== null &&
    identifier.start >= head.start &&
    identifier.end <= head.end &&
    identifier.start < loop.body.start
  )
}

/** The identifiers that each turn gives a value to. */
function ownNames(loop: Loop): Set<Node> {
  if (loop.kind === 'index') {
    const parent = loop.body.parent
    const init = parent?.type === 'ForStatement' ? parent.init : undefined
    const [first] = init?.type === 'VariableDeclaration' ? init.declarations : []
    return new Set(first ? bindingNames(first.id) : [])
  }
  const number =
    'callback' in loop ? (loop.callback as unknown as { params: Node[] }).params[loop.indexAt] : undefined
  return new Set([...bindingNames(loop.element), ...(number ? bindingNames(number) : [])])
}

/** True when the loop's body assigns to a variable, to what it holds, or changes it in place. */
function isAssignedInside(loop: Loop, name: string, file: SourceFile): boolean {
  let found = false
  walk(loop.body, (node) => {
    if (node.type === 'AssignmentExpression' && rootName(file, node.left) === name) found = true
    if (node.type === 'UpdateExpression' && rootName(file, node.argument) === name) found = true
    if (node.type === 'CallExpression') {
      const callee = unwrap(node.callee)
      const isMutation =
        callee.type === 'MemberExpression' &&
        /\.(push|pop|shift|unshift|splice|sort|reverse|set|add|delete|clear)$/.test(file.textOf(callee))
      if (isMutation && rootName(file, callee.object) === name) found = true
    }
    return !found
  })
  return found
}

const mutators = /^(push|pop|shift|unshift|splice|sort|reverse|set|add|delete|clear|fill|copyWithin)$/

/** True where the list of a loop may be another one before its last turn; a queue is meant to be. */
export function mayListChange(file: SourceFile, loop: Loop): boolean {
  if (loop.kind === 'queue') return false
  if (isAssignedInside(loop, rootName(file, loop.list), file)) return true
  return loop.waits && isChangedElsewhere(file, loop)
}

/** True for a field, or a variable of the module, that other functions of the file change: they may while a turn waits. */
function isChangedElsewhere(file: SourceFile, loop: Loop): boolean {
  let list = unwrap(loop.list)
  if (list.type === 'CallExpression' && /^(values|keys|entries)$/.test(memberName(unwrap(list.callee)) ?? ''))
    list = unwrap((unwrap(list.callee) as { object: Node }).object)
  const isField = list.type === 'MemberExpression' && unwrap(list.object).type === 'ThisExpression'
  const binding = list.type === 'Identifier' ? file.scopes.resolve(list) : undefined
  if (!isField && binding?.scope !== (file.program as Node)) return false
  const text = file.textOf(list)
  const own = enclosingFunction(loop.body)
  let found = false
  walk(file.program, (node) => {
    if (node.type === 'CallExpression') {
      const callee = unwrap(node.callee)
      found ||=
        callee.type === 'MemberExpression' &&
        mutators.test(memberName(callee) ?? '') &&
        file.textOf(unwrap(callee.object)) === text &&
        enclosingFunction(node) !== own
    }
    return !found
  })
  return found
}

export function rootName(file: SourceFile, node: Node): string {
  const bare = unwrap(node)
  if (bare.type === 'MemberExpression') return rootName(file, bare.object)
  return file.textOf(bare)
}

export function isPureCall(call: Node): boolean {
  if (call.type !== 'CallExpression') return false
  const callee = unwrap(call.callee)
  if (callee.type === 'Identifier') return pureCalls.test(callee.name)
  return (
    callee.type === 'MemberExpression' &&
    callee.property.type === 'Identifier' &&
    pureMethods.test(callee.property.name)
  )
}

/** `item.owner!.id`, or `item.owner.id` where no type says that there is an owner; `BigInt(item.size)`, a date that is none. */
export function mayThrowAhead(planning: Planning, file: SourceFile, loop: Loop, value: string): boolean {
  const element = loop.kind === 'index' ? `${file.textOf(loop.list)}[${loop.index}]` : undefined
  const text = element ? value.replaceAll(`${element}!`, 'element').replaceAll(element, 'element') : value
  if (/![.[(]|\bBigInt\s*\(|\.toISOString\s*\(/.test(text)) return true
  const list = planning.oracle.typeAt(file.path, loop.list.start, loop.list.end)
  if (file.typed && list && !/\bany\b/.test(list.text)) return false
  const isTakenApart = loop.kind !== 'index' && loop.element.type !== 'Identifier'
  const accesses = text.match(/(?<!\?)\.\s*[A-Za-z_$]|(?<![?.\s(,[])\[/g)?.length ?? 0
  return accesses > (isTakenApart ? 0 : 1)
}

/** `list.map((element) => value)`, or the list itself where that is the same. */
export function listOf(file: SourceFile, loop: Loop, list: string, value: string): string {
  if (loop.kind === 'index') {
    if (value === `${list}[${loop.index}]`) return list
    return `${list}.map((_, ${loop.index}) => ${value})`
  }
  const { element } = loop
  if (element.type === 'Identifier' && element.name === value) return list
  const text = element.type === 'Identifier' ? element.name : usedPart(file, element, value)
  return `${list}.map((${text}) => ${value.startsWith('{') ? `(${value})` : value})`
}

/** A destructuring pattern without the names that a value does not use. */
function usedPart(file: SourceFile, pattern: Node, value: string): string {
  const uses = (part: Node) =>
    bindingNames(part.type === 'Property' ? part.value : part).some((identifier) => {
      const name = file.textOf(identifier).replaceAll('$', '\\$')
      return new RegExp(`(?<![\\w$.])${name}(?![\\w$])`).test(value)
    })
  if (pattern.type === 'ObjectPattern') {
    if (pattern.properties.some((property) => property.type === 'RestElement')) return file.textOf(pattern)
    const used = (pattern.properties as Node[]).filter(uses)
    return used.length > 0
      ? `{ ${used.map((property) => file.textOf(property)).join(', ')} }`
      : file.textOf(pattern)
  }
  if (pattern.type !== 'ArrayPattern') return file.textOf(pattern)
  const parts = (pattern.elements as (Node | null)[]).map((part) =>
    part && uses(part) ? file.textOf(part) : '',
  )
  while (parts.at(-1) === '') parts.pop()
  return parts.length > 0 ? `[${parts.join(', ')}]` : file.textOf(pattern)
}
