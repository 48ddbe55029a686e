import type { Class } from 'oxc-parser'
import type { Accessor } from '../model.js'
import {
  type AnyFunction,
  enclosingClass,
  isFunction,
  isNothing,
  keyName,
  memberName,
  type Node,
  unwrap,
  walk,
} from './nodes.js'
import { returned } from './returned.js'
import { assignedTo } from './scopes.js'
import type { SourceFile } from './source-file.js'
import { namesOwner } from './this-owner.js'

type CalledAccessor = (call: Node) => Accessor | undefined

const furtherWork =
  /^(New|Throw|Try|Switch|Yield|Tagged)|^(For|While|DoWhile)\w*Statement$|^ImportExpression$/

/**
 * The accessor whose client a function gives, and keeps at most: `cached ??= await getClient()`. It does nothing else,
 * and nothing else fills what it keeps.
 */
export function keptAccessor(
  file: SourceFile,
  fn: AnyFunction,
  calledAccessor: CalledAccessor,
): Accessor | undefined {
  if (!fn.body || fn.params.length > 0) return undefined
  const found = new Set<Accessor | undefined>()
  const filled: Node[] = []
  walk(fn.body as Node, (node) => {
    if (node.type === 'CallExpression') found.add(calledAccessor(node))
    else if (node.type === 'AssignmentExpression') filled.push(unwrap(node.left as Node))
    else if (furtherWork.test(node.type) || isFunction(node)) found.add(undefined)
    return undefined
  })
  const [accessor, ...others] = found
  if (!accessor || others.length > 0 || /^(helper|scoped)$/.test(accessor.kind)) return undefined
  if (!filled.every((target) => isKeptBy(file, fn as Node, target))) return undefined
  const kept = new Set(filled.map((target) => file.textOf(target)))
  return givesAlways(file, fn, kept) && !decidesOtherwise(file, fn, kept) ? accessor : undefined
}

/** True where each way through the function gives the client: not `return isOn ? getClient() : null`. */
function givesAlways(file: SourceFile, fn: AnyFunction, kept: ReadonlySet<string>): boolean {
  const isWhole =
    fn.body?.type !== 'BlockStatement' || (fn.body.body as Node[]).at(-1)?.type === 'ReturnStatement'
  const isClient = (expression: Node): boolean => {
    const node = unwrap(expression)
    switch (node.type) {
      case 'AwaitExpression':
        return isClient(node.argument)
      case 'CallExpression':
        return true
      case 'AssignmentExpression':
        return isClient(node.right)
      case 'LogicalExpression':
        return node.operator !== '&&' && isClient(node.right)
      case 'ConditionalExpression':
        return isClient(node.consequent) && isClient(node.alternate)
      case 'MemberExpression':
        return kept.has(file.textOf(node))
      case 'Identifier': {
        const declaration = file.scopes.resolve(node)?.declaration
        const init = declaration?.type === 'VariableDeclarator' ? declaration.init : undefined
        return kept.has(node.name) || (init != null && unwrap(init).type !== 'Identifier' && isClient(init))
      }
      default:
        return false
    }
  }
  return isWhole && returned(fn).every(isClient)
}

/** True where anything but what is kept decides what the function does. */
function decidesOtherwise(file: SourceFile, fn: AnyFunction, kept: ReadonlySet<string>): boolean {
  let found = false
  const isOther = (test: Node) => {
    walk(test, (node) => {
      if (node.type === 'MemberExpression' || node.type === 'Identifier') {
        found ||= !kept.has(file.textOf(node)) && !isNothing(node)
        return false
      }
      return !found
    })
  }
  walk(fn.body as Node, (node) => {
    if (node.type === 'IfStatement' || node.type === 'ConditionalExpression') isOther(node.test)
    return !found
  })
  return found
}

function isKeptBy(file: SourceFile, fn: Node, target: Node): boolean {
  const isElsewhere = (node: Node) => node.start < fn.start || node.end > fn.end
  const isOther = (value: Node) => isElsewhere(value) && !isNothing(value)
  if (target.type === 'Identifier') {
    const binding = file.scopes.resolve(target)
    const init = binding?.declaration.type === 'VariableDeclarator' ? binding.declaration.init : undefined
    return binding !== undefined && ![init ?? [], ...assignedTo(binding)].flat().some(isOther)
  }
  const owner = target.type === 'MemberExpression' ? enclosingClass(target) : undefined
  if (target.type !== 'MemberExpression' || !owner || !namesOwner(owner, unwrap(target.object))) return false
  const name = memberName(target)
  // What others may put there is theirs.
  if (name === undefined || !isHiddenField(owner, name)) return false
  return !file.scopes.memberAssignments.some(({ left, right }) => {
    const other = unwrap(left as Node)
    const isOfClass = other.start >= owner.start && other.end <= owner.end
    return isOfClass && memberName(other) === name && isOther(right)
  })
}

function isHiddenField(owner: Class, name: string): boolean {
  if (name.startsWith('#')) return true
  return owner.body.body.some(
    (member) =>
      member.type === 'PropertyDefinition' &&
      keyName(member.key) === name &&
      member.accessibility === 'private',
  )
}
