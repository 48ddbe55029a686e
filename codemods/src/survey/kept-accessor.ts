import type { Class } from 'oxc-parser'
import type { Accessor } from '../model.js'
import {
  type AnyFunction,
  enclosingClass,
  isFunction,
  isNothing,
  memberName,
  type Node,
  unwrap,
  walk,
} from './nodes.js'
import { assignedTo } from './scopes.js'
import type { SourceFile } from './source-file.js'

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
  return filled.every((target) => isKeptBy(file, fn as Node, target)) ? accessor : undefined
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
  if (target.type !== 'MemberExpression' || !owner || !isOf(owner, unwrap(target.object))) return false
  const name = memberName(target)
  return !file.scopes.memberAssignments.some(({ left, right }) => {
    const other = unwrap(left as Node)
    const isOfClass = other.start >= owner.start && other.end <= owner.end
    return isOfClass && memberName(other) === name && isOther(right)
  })
}

/** `this`, or the class by its name. */
function isOf(owner: Class, object: Node): boolean {
  return object.type === 'ThisExpression' || (object.type === 'Identifier' && object.name === owner.id?.name)
}
