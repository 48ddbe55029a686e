import { enclosingFunction, memberName, type Node, unwrap } from '../../../survey/nodes.js'
import type { Binding } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Loop, NoLoop } from './loop.js'
import { placed } from './loop-place.js'

/** `while (queue.length > 0) { const element = queue.shift() … }` and `while ((element = queue.pop())) { … }`. */
export function queueLoop(file: SourceFile, loop: Node): Loop | NoLoop {
  if (loop.type !== 'WhileStatement' || loop.body.type !== 'BlockStatement') return 'unfamiliar-loop'
  const taken = takenInBody(file, loop.test, loop.body as Node) ?? takenInTest(file, loop.test)
  if (!taken) return 'unfamiliar-loop'
  const { list, take, element, from, takesAll } = taken
  const binding = list.type === 'Identifier' ? file.scopes.resolve(list) : undefined
  if (!binding || !isOwnQueue(binding, loop, take)) return 'list-changes'
  const body = loop.body as Node
  return { kind: 'queue', element, take, from, takesAll, list, body, statement: placed(loop), waits: true }
}

interface Taken {
  readonly list: Node
  readonly take: Node
  readonly element: Node
  readonly from: 'first' | 'last'
  readonly takesAll: boolean
}

function takenInBody(file: SourceFile, test: Node, body: Node): Taken | undefined {
  const [first] = body.type === 'BlockStatement' ? (body.body as Node[]) : []
  if (first?.type !== 'VariableDeclaration' || first.kind !== 'const') return undefined
  const [declarator] = first.declarations
  const found = first.declarations.length === 1 && declarator?.init && takenFrom(declarator.init as Node)
  if (!found || queueNotEmpty(file, test) !== file.textOf(found.list)) return undefined
  return { ...found, take: first, element: declarator.id as Node, takesAll: true }
}

/** `(element = queue.shift())`, compared with undefined or not. */
function takenInTest(file: SourceFile, test: Node): Taken | undefined {
  const bare = unwrap(test)
  const isCompared = bare.type === 'BinaryExpression' && /^!==?$/.test(bare.operator)
  const assignment = isCompared ? unwrap(bare.left) : bare
  if (assignment.type !== 'AssignmentExpression' || assignment.operator !== '=') return undefined
  if (isCompared && !/^(undefined|null)$/.test(file.textOf(bare.right))) return undefined
  const found = takenFrom(assignment.right)
  const target = assignment.left as Node
  const element = target.type === 'Identifier' ? file.scopes.resolve(target)?.identifier : undefined
  return found && element && { ...found, take: assignment, element, takesAll: false }
}

function takenFrom(value: Node): Pick<Taken, 'list' | 'from'> | undefined {
  const call = unwrap(value)
  const callee =
    call.type === 'CallExpression' && call.arguments.length === 0 ? unwrap(call.callee) : undefined
  const name = callee && memberName(callee)
  if (callee?.type !== 'MemberExpression' || (name !== 'shift' && name !== 'pop')) return undefined
  const list = unwrap(callee.object)
  return { list, from: name === 'shift' ? 'first' : 'last' }
}

/** The queue of `queue.length`, `queue.length > 0`, `queue.length !== 0`, `queue.length >= 1` and `0 < queue.length`. */
function queueNotEmpty(file: SourceFile, test: Node): string | undefined {
  const bare = unwrap(test)
  if (bare.type === 'MemberExpression')
    return memberName(bare) === 'length' ? file.textOf(unwrap(bare.object)) : undefined
  if (bare.type !== 'BinaryExpression') return undefined
  const [left, right] = [unwrap(bare.left), unwrap(bare.right)]
  const asked = `${bare.operator} ${file.textOf(right)}`
  if (/^(> 0|!==? 0|>= 1)$/.test(asked)) return queueNotEmpty(file, left)
  return /^0 <$/.test(`${file.textOf(left)} ${bare.operator}`) && right.type === 'MemberExpression'
    ? queueNotEmpty(file, right)
    : undefined
}

/**
 * True when only this loop takes from the queue, and nothing adds to it meanwhile: a variable or parameter of this
 * function, which no other function sees, and of which the loop reads nothing else than its length.
 */
function isOwnQueue(binding: Binding, loop: Node, take: Node): boolean {
  const owner = enclosingFunction(loop)
  if (!owner || (binding.kind !== 'variable' && binding.kind !== 'parameter')) return false
  if (binding.kind === 'variable' && enclosingFunction(binding.identifier) !== owner) return false
  if (binding.kind === 'parameter' && binding.scope !== owner) return false
  return binding.references.every((reference) => {
    if (enclosingFunction(reference) !== owner) return false
    if (!isInside(reference, loop) || isInside(reference, take)) return true
    const { parent } = reference
    const isRead = parent?.type === 'MemberExpression' && parent.object === reference
    return isRead && memberName(parent) === 'length' && parent.parent?.type !== 'AssignmentExpression'
  })
}

function isInside(node: Node, outer: Node): boolean {
  return node.start >= outer.start && node.end <= outer.end
}

/** True when code behind the loop, or around it, looks at the queue once more. */
export function isSeenLater(file: SourceFile, loop: Loop): boolean {
  const binding = loop.kind === 'queue' ? file.scopes.resolve(loop.list) : undefined
  const { statement } = loop
  if (!binding || !statement) return true
  if (binding.references.some((reference) => reference.start > statement.end)) return true
  for (
    let node: Node | null | undefined = statement.parent;
    node && node !== binding.scope;
    node = node.parent
  )
    if (/^(For|ForIn|ForOf|While|DoWhile)Statement$/.test(node.type)) return true
  return false
}
