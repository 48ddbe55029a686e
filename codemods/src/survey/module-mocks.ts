import type { ObjectProperty } from 'oxc-parser'
import { keyName, memberName, type Node, stringValue, unwrap } from './nodes.js'

/** Packages that replace what another module imports, without importing either. */
export const stubbingPackages: readonly string[] = [
  'proxyquire',
  'esmock',
  'quibble',
  'testdouble',
  'rewiremock',
]

const mockers = /^(vi|vitest|jest|mock|td|mockery|rewiremock)$/
const methods = /^(do|unstable_|register)?[mM]ock(Module)?$|^(module|replace|replaceEsm)$/

/** The specifier of the module that a call replaces for a test. */
export function mockedSpecifier(call: Node): string | undefined {
  if (call.type !== 'CallExpression') return undefined
  const callee = unwrap(call.callee)
  const first = call.arguments[0] && unwrap(call.arguments[0] as Node)
  if (callee.type === 'Identifier') {
    return /^(rewiremock|esmock)$/.test(callee.name) ? specifierOf(first) : undefined
  }
  if (callee.type !== 'MemberExpression') return undefined
  const object = callee.object.type === 'Identifier' ? callee.object.name : ''
  const method = memberName(callee) ?? ''
  const isMocker = mockers.test(object) || (object === 't' && method === 'module')
  return (isMocker && methods.test(method)) ||
    (memberName(unwrap(callee.object)) === 'mock' && method === 'module')
    ? specifierOf(first)
    : undefined
}

/** The specifiers that `proxyquire('./subject', { './db': stub })` and `esmock` replace. */
export function stubbedSpecifiers(call: Node): { readonly specifier: string; readonly subject: string }[] {
  const subject = call.type === 'CallExpression' ? stringValue(call.arguments[0]) : undefined
  if (!subject) return []
  return stubs(call).map(({ specifier }) => ({ specifier, subject }))
}

/** The entries of the object that names them: `{ './db': stub, duckdb: stub }`. */
export function stubs(call: Node): { readonly specifier: string; readonly property: ObjectProperty }[] {
  if (call.type !== 'CallExpression' || !/^(proxyquire|esmock|quibble)/.test(rootName(call.callee as Node)))
    return []
  const object = call.arguments[1] && unwrap(call.arguments[1] as Node)
  if (stringValue(call.arguments[0]) === undefined || object?.type !== 'ObjectExpression') return []
  return object.properties.flatMap((property) => {
    if (property.type !== 'Property') return []
    const key = property.key as Node
    const specifier = property.computed ? stringValue(key) : keyName(key)
    return specifier === undefined ? [] : [{ specifier, property }]
  })
}

function specifierOf(argument: Node | undefined): string | undefined {
  if (!argument) return undefined
  return argument.type === 'ImportExpression' ? stringValue(argument.source) : stringValue(argument)
}

/** `proxyquire` in `proxyquire.noCallThru().load(…)`. */
function rootName(callee: Node): string {
  let node = unwrap(callee)
  while (node.type === 'MemberExpression' || node.type === 'CallExpression')
    node = unwrap(node.type === 'MemberExpression' ? node.object : (node.callee as Node))
  return node.type === 'Identifier' ? node.name : ''
}
