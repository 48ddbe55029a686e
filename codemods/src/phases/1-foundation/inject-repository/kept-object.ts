import type { Accessor } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import { type AnyFunction, isWithin, memberName, type Node, rootOf, unwrap } from '../../../survey/nodes.js'
import { returned } from '../../../survey/returned.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { ValueFlow } from '../../../survey/value-flow.js'

/** False for an accessor that makes the object which it gives at each call: what that keeps, the next has not. */
export function givesKeptObject({ survey: { flow, project } }: Planning, accessor: Accessor): boolean {
  const held = flow.exportValue(accessor.module, accessor.export)
  if (held?.what !== 'function' || accessor.member !== undefined) return true
  const file = project.source(held.file)
  if (!file || flow.returnsOf(held.file, held.node)?.what !== 'object') return true
  return isKeptBy(flow, file, held.node)
}

function isKeptBy(flow: ValueFlow, file: SourceFile, fn: AnyFunction, depth = 0): boolean {
  const given = returned(fn)
  return depth < 4 && given.length > 0 && given.every((each) => isKept(flow, file, fn, each, depth))
}

/** True for what is named, or put, outside of the function that gives it. */
function isKept(flow: ValueFlow, file: SourceFile, fn: AnyFunction, given: Node, depth: number): boolean {
  const node = unwrap(given)
  const isKeptToo = (inner: Node) => isKept(flow, file, fn, inner, depth)
  switch (node.type) {
    case 'AwaitExpression':
      return isKeptToo(node.argument)
    case 'AssignmentExpression':
      return isOutside(file, fn, node.left as Node)
    case 'LogicalExpression':
      return isKeptToo(node.left) && isKeptToo(node.right)
    case 'ConditionalExpression':
      return isKeptToo(node.consequent) && isKeptToo(node.alternate)
    case 'Identifier': {
      if (isOutside(file, fn, node)) return true
      const declared = file.scopes.resolve(node)?.declaration
      return (
        declared?.type === 'VariableDeclarator' && declared.init !== null && isKeptToo(declared.init as Node)
      )
    }
    case 'MemberExpression':
      return isOutside(file, fn, node)
    case 'CallExpression': {
      const callee = unwrap(node.callee)
      const method = callee.type === 'MemberExpression' ? memberName(callee) : undefined
      if (callee.type === 'MemberExpression' && method === 'then') return isKeptToo(callee.object)
      // `made.get(tenant)`
      if (callee.type === 'MemberExpression' && method === 'get') return isOutside(file, fn, callee.object)
      const called = flow.valueOf(file, callee)
      const source = called?.what === 'function' ? flow.project.source(called.file) : undefined
      return (
        source !== undefined && called?.what === 'function' && isKeptBy(flow, source, called.node, depth + 1)
      )
    }
    default:
      return false
  }
}

function isOutside(file: SourceFile, fn: AnyFunction, place: Node): boolean {
  const root = rootOf(unwrap(place))
  if (root.type !== 'Identifier') return false
  const binding = file.scopes.resolve(root)
  return binding ? !isWithin(binding.identifier, fn) : /^global(This)?$/.test(root.name)
}
