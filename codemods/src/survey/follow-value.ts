import type { CallExpression } from 'oxc-parser'
import type { Escape, Touch } from './client-value.js'
import { classOf, functionOf } from './exports.js'
import { declarationNamed, importedBinding } from './imported-binding.js'
import {
  type AnyFunction,
  enclosingClass,
  enclosingFunction,
  isClass,
  isFunction,
  isInLoop,
  isInTry,
  keyName,
  memberName,
  type Node,
  outermost,
  unwrap,
  walk,
} from './nodes.js'
import type { Project } from './project.js'
import type { SourceFile } from './source-file.js'

export interface Uses {
  readonly touches: Touch[]
  readonly escapes: Escape[]
}

/** What happens to an expression that yields the client: a method call, or where it goes. */
export function usesOf(project: Project, file: SourceFile, expression: Node, fieldId: FieldId): Uses {
  const uses: Uses = { touches: [], escapes: [] }
  const outer = outermost(expression)
  const parent = outer.parent
  const touch = parent && touchOf(outer, parent)
  if (touch) uses.touches.push(touch)
  else uses.escapes.push(escapeOf(project, file, outer, fieldId))
  return uses
}

/** The id of the value that a class's field holds. */
export type FieldId = (file: string, owner: Node, name: string) => string

function touchOf(receiver: Node, parent: Node): Touch | undefined {
  if (parent.type !== 'MemberExpression' || parent.object !== receiver) return undefined
  const method = memberName(parent)
  const callee = outermost(parent)
  const call = callee.parent
  if (!method || call?.type !== 'CallExpression' || unwrap(call.callee) !== parent) return undefined
  return touchBy(call, method, receiver)
}

export function touchBy(call: CallExpression, method: string, receiver: Node): Touch {
  return {
    method,
    call,
    receiver,
    awaited: outermost(call).parent?.type === 'AwaitExpression',
    inLoop: isInLoop(call),
    inTry: isInTry(call),
    within: enclosingFunction(call),
  }
}

function escapeOf(project: Project, file: SourceFile, node: Node, fieldId: FieldId): Escape {
  const parent = node.parent
  switch (parent?.type) {
    case 'CallExpression':
    case 'NewExpression': {
      const index = parent.arguments.indexOf(node as never)
      if (index < 0) break
      const callee = calleeFunction(project, file, parent)
      return { kind: 'argument', node, ...(callee && { target: { ...callee, index } }) }
    }
    case 'ReturnStatement':
      return { kind: 'returned', node }
    case 'ArrowFunctionExpression':
      if (parent.body === node) return { kind: 'returned', node }
      break
    case 'AssignmentExpression':
      if (parent.left === node) return { kind: 'reassigned', node }
      return { kind: 'assigned', node, ...fieldTarget(file, parent.left, fieldId) }
    case 'Property':
    case 'ArrayExpression':
    case 'SpreadElement':
      return { kind: 'stored', node }
    case 'MemberExpression':
      return { kind: 'property-read', node }
  }
  return { kind: 'unknown', node }
}

function fieldTarget(file: SourceFile, left: Node, fieldId: FieldId): { field?: string } {
  const target = unwrap(left)
  if (target.type !== 'MemberExpression' || unwrap(target.object).type !== 'ThisExpression') return {}
  const owner = enclosingClass(target)
  const name = memberName(target)
  return owner && name ? { field: fieldId(file.path, owner, name) } : {}
}

/** The function or constructor a call runs, where the syntax tells. */
function calleeFunction(
  project: Project,
  file: SourceFile,
  call: Node,
): { readonly file: string; readonly callee: AnyFunction } | undefined {
  if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return undefined
  const callee = unwrap(call.callee)
  if (callee.type === 'MemberExpression' && unwrap(callee.object).type === 'ThisExpression') {
    const owner = enclosingClass(callee)
    const method = owner && methodOf(owner, memberName(callee))
    return method && { file: file.path, callee: method }
  }
  if (callee.type === 'Super') return inheritedConstructor(project, file, enclosingClass(callee))
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee
  const binding = root.type === 'Identifier' ? file.scopes.resolve(root) : undefined
  if (!binding) return undefined
  const imported = importedBinding(project, file, binding)
  const member = callee.type === 'MemberExpression' ? memberName(callee) : undefined
  // `queries.load(connection)` of a module that is imported as a whole.
  const isOfModule =
    imported?.target !== undefined &&
    (imported.imported === '*' ||
      (imported.imported === 'default' && !project.exports(imported.target)?.named.has('default')))
  if (root !== callee && (member === undefined || !isOfModule)) return undefined
  const declared = imported?.target
    ? project.declarationOf(imported.target, member ?? imported.imported)
    : { file: file.path, export: { kind: 'local' as const, name: '', node: binding.declaration } }
  if (declared?.export.kind !== 'local') return undefined
  const node = declared.export.node
  if (call.type === 'NewExpression') {
    const source = declared.file === file.path ? file : project.source(declared.file)
    return source && constructorOf(project, source, classOf(node))
  }
  const found = functionOf(node)
  return found && isFunction(found) ? { file: declared.file, callee: found } : undefined
}

interface Callee {
  readonly file: string
  readonly callee: AnyFunction
}

/** What `new` runs: a class without a constructor has that of the class which it extends. */
function constructorOf(
  project: Project,
  file: SourceFile,
  node: Node | undefined,
  below: readonly Node[] = [],
): Callee | undefined {
  const own = node && methodOf(node, 'constructor')
  if (own) return { file: file.path, callee: own }
  return node && !below.includes(node)
    ? inheritedConstructor(project, file, node, [...below, node])
    : undefined
}

function inheritedConstructor(
  project: Project,
  file: SourceFile,
  owner: Node | undefined,
  below: readonly Node[] = [],
): Callee | undefined {
  const above = isClass(owner) && owner.superClass ? unwrap(owner.superClass) : undefined
  const declared = above?.type === 'Identifier' ? declarationNamed(project, file, above) : undefined
  const source = declared?.file === file.path ? file : declared && project.source(declared.file)
  return source && constructorOf(project, source, classOf(declared!.node), below)
}

function methodOf(owner: Node, name: string | undefined): AnyFunction | undefined {
  if (!isClass(owner) || !name) return undefined
  for (const member of owner.body.body) {
    if (member.type === 'MethodDefinition' && keyName(member.key) === name) return member.value
  }
  return undefined
}

/** Every `this.name` (or `this.#name`) of a class, its nested classes left out. */
export function fieldReferences(owner: Node, name: string): Node[] {
  const found: Node[] = []
  walk(owner, (node) => {
    if (node !== owner && isClass(node)) return false
    if (
      node.type === 'MemberExpression' &&
      node.object.type === 'ThisExpression' &&
      memberName(node) === name
    ) {
      found.push(node)
    }
    return true
  })
  return found
}
