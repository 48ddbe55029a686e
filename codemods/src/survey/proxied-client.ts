import type { CallExpression, NewExpression } from 'oxc-parser'
import type { Accessor } from '../model.js'
import { type AnyFunction, isFunction, keyName, memberName, type Node, unwrap, walk } from './nodes.js'

/** The expressions whose members a proxy gives instead of its target's: `getClient()` in `get: (_, name) => getClient()[name]`. */
export function proxiedClients(proxy: NewExpression): Node[] {
  const found: Node[] = []
  const body = getterOf(proxy)?.body
  if (!body) return []
  walk(body as Node, (node) => {
    if (node.type === 'MemberExpression' && node.computed) found.push(node.object)
    if (node.type === 'CallExpression' && isReflection(node))
      found.push(...(node.arguments.slice(0, 1) as Node[]))
    return undefined
  })
  return found
}

/** The accessor whose client a proxy stands for, where it does nothing but ask that for its members. */
export function proxiedAccessor(
  proxy: NewExpression,
  calledAccessor: (call: Node) => Accessor | undefined,
): Accessor | undefined {
  const body = handlerOf(proxy).length === 1 ? getterOf(proxy)?.body : undefined
  if (!body) return undefined
  const found = new Set<Accessor | undefined>()
  walk(body as Node, (node) => {
    if (/^(New|Throw|Try|Assignment)/.test(node.type)) found.add(undefined)
    if (node.type !== 'CallExpression' || isReflection(node)) return undefined
    const callee = unwrap(node.callee)
    const isPassing = callee.type === 'MemberExpression' && (callee.computed || memberName(callee) === 'bind')
    const isOfValue =
      callee.type === 'Identifier' && /^(value|member|method|fn|func|original)$/.test(callee.name)
    if (!isPassing && !isOfValue) found.add(calledAccessor(node))
    return undefined
  })
  const [accessor, ...others] = found
  return others.length === 0 ? accessor : undefined
}

function handlerOf(proxy: NewExpression) {
  const handler = proxy.arguments[1] ? unwrap(proxy.arguments[1] as Node) : undefined
  return handler?.type === 'ObjectExpression' ? handler.properties : []
}

function getterOf(proxy: NewExpression): AnyFunction | undefined {
  for (const property of handlerOf(proxy)) {
    if (property.type !== 'Property' || keyName(property.key) !== 'get') continue
    const value = unwrap(property.value as Node)
    return isFunction(value) ? value : undefined
  }
  return undefined
}

/** `Reflect.get(client, name)` */
function isReflection(call: CallExpression): boolean {
  const callee = unwrap(call.callee as Node)
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Reflect' &&
    memberName(callee) === 'get'
  )
}
