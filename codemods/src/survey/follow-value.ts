import type { CallExpression } from 'oxc-parser'
import { boundSql, boundSqlTo } from './bound-sql.js'
import { calleeFunction } from './callee-function.js'
import type { BoundSql, Escape, Touch } from './client-value.js'
import {
  enclosingFunction,
  isInLoop,
  isInTry,
  keyName,
  memberName,
  type Node,
  outermost,
  unwrap,
} from './nodes.js'
import type { Project } from './project.js'
import type { SourceFile } from './source-file.js'
import { ownMember } from './this-owner.js'

export interface Uses {
  readonly touches: Touch[]
  readonly escapes: Escape[]
}

/** What happens to an expression that yields the client: a method call, or where it goes. */
export function usesOf(project: Project, file: SourceFile, expression: Node, fieldId: FieldId): Uses {
  const uses: Uses = { touches: [], escapes: [] }
  const outer = outermost(expression)
  const parent = outer.parent
  const touch = parent && touchOf(project, file, outer, parent)
  if (touch) uses.touches.push(touch)
  else uses.escapes.push(escapeOf(project, file, outer, fieldId))
  return uses
}

/** The id of the value that a class's field holds. */
export type FieldId = (file: string, owner: Node, name: string) => string

function touchOf(project: Project, file: SourceFile, receiver: Node, parent: Node): Touch | undefined {
  if (parent.type !== 'MemberExpression' || parent.object !== receiver) return undefined
  const method = memberName(parent)
  const callee = outermost(parent)
  const call = callee.parent
  if (!method || call?.type !== 'CallExpression' || unwrap(call.callee) !== parent) return undefined
  const bound = boundSql(project, file, receiver, call.arguments[0] as Node | undefined)
  return { ...touchBy(call, method, receiver), ...withBound(bound) }
}

function withBound(bound: BoundSql | undefined): { bound?: BoundSql } {
  return bound ? { bound } : {}
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
      const bound = (parent.arguments as Node[])
        .flatMap((given) => (given === node ? [] : (boundSql(project, file, undefined, given) ?? [])))
        .find(({ sql }) => opening.test(sql))
      return { kind: 'argument', node, ...(callee && { target: { ...callee, index } }), ...withBound(bound) }
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
      return { kind: 'stored', node, ...memberTarget(project, file, parent) }
    case 'ArrayExpression':
    case 'SpreadElement':
      return { kind: 'stored', node }
    case 'MemberExpression':
      return { kind: 'property-read', node, ...withBound(boundSqlTo(project, file, parent)) }
  }
  return { kind: 'unknown', node }
}

/** An argument that says `END` or `SET` may be anything; one that says this is a statement. */
const opening = /(^|;)\s*(BEGIN|START\s+TRANSACTION|COMMIT|ROLLBACK)\b/i

function memberTarget(project: Project, file: SourceFile, property: Node): Pick<Escape, 'member'> {
  const literal = property.type === 'Property' && property.parent ? outermost(property.parent) : undefined
  const call = literal?.parent
  const name = property.type === 'Property' ? keyName(property.key) : undefined
  if ((call?.type !== 'CallExpression' && call?.type !== 'NewExpression') || name === undefined) return {}
  const index = call.arguments.indexOf(literal as never)
  const callee = index < 0 ? undefined : calleeFunction(project, file, call)
  return callee ? { member: { ...callee, index, name } } : {}
}

function fieldTarget(file: SourceFile, left: Node, fieldId: FieldId): { field?: string } {
  const member = ownMember(file, unwrap(left))
  return member ? { field: fieldId(file.path, member.owner, member.name) } : {}
}
