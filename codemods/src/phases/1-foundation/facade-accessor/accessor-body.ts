import type { Accessor } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import { classOf, functionOf } from '../../../survey/exports.js'
import { type AnyFunction, isClass, isFunction, keyName, type Node } from '../../../survey/nodes.js'

/** The function behind an accessor, a class's static method included. */
export function bodyOf(
  planning: Planning,
  { module, export: name, member }: Accessor,
): AnyFunction | undefined {
  const exported = planning.survey.project.exports(module)?.named.get(name)
  if (exported?.kind !== 'local') return undefined
  const body = member === undefined ? functionOf(exported.node) : staticMethod(exported.node, member)
  return body && isFunction(body) ? body : undefined
}

function staticMethod(node: Node, name: string): AnyFunction | undefined {
  const owner = classOf(node)
  if (!owner || !isClass(owner)) return undefined
  const found = owner.body.body.find(
    (each) =>
      each.type === 'MethodDefinition' && each.static && each.kind === 'method' && keyName(each.key) === name,
  )
  return found?.type === 'MethodDefinition' ? found.value : undefined
}

/** True for an accessor whose caller says which client it wants: it stands for no one database. */
export function takesArguments(planning: Planning, accessor: Accessor): boolean {
  const { params = [] } = bodyOf(planning, accessor) ?? {}
  return params.some((parameter) => parameter.type === 'Identifier' && !parameter.optional)
}

/** True for an accessor that callers may tell something, and need not. */
export function mayTakeArguments(planning: Planning, accessor: Accessor): boolean {
  return (bodyOf(planning, accessor)?.params.length ?? 0) > 0
}
