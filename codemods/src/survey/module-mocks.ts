import type { ObjectProperty } from 'oxc-parser'
import { keyName, memberName, type Node, stringValue, unwrap } from './nodes.js'

/** Packages that replace what another module imports, without importing either. */
export const stubbingPackages: readonly string[] = [
  'proxyquire',
  'esmock',
  'quibble',
  'testdouble',
  'rewiremock',
  'rewire',
]

const mockers = /^(vi|vitest|jest|mock|td|mockery|rewiremock)$/
const methods = /^(do|set|unstable_|register)?[mM]ock(Module)?$|^(module|replace|replaceEsm)$/
const spying = /^(spyOn|stub|spy|replace|replaceProperty|replaceGetter|method)$/

/** The specifier of the module that a call replaces for a test. */
export function mockedSpecifier(call: Node): string | undefined {
  if (call.type !== 'CallExpression') return undefined
  const callee = unwrap(call.callee)
  const first = call.arguments[0] && unwrap(call.arguments[0] as Node)
  if (callee.type === 'Identifier') {
    return /^(rewiremock|esmock|quibble)$/.test(callee.name) ? specifierOf(first) : undefined
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

/**
 * The specifiers that `proxyquire('./subject', { './db': stub })` and `esmock` replace, in that one module; undefined where
 * it does not tell which, as for `rewire`.
 */
export function stubbedSpecifiers(
  call: Node,
): { readonly specifier: string | undefined; readonly subject: string }[] {
  const subject = call.type === 'CallExpression' ? stringValue(call.arguments[0]) : undefined
  if (!subject || call.type !== 'CallExpression') return []
  const replacer = rootName(call.callee as Node)
  const given = call.arguments[1] && unwrap(call.arguments[1] as Node)
  const isUnknown = /^rewire$/.test(replacer) || (given && given.type !== 'ObjectExpression')
  if (isUnknown && /^(proxyquire|esmock|rewire$)/.test(replacer)) return [{ specifier: undefined, subject }]
  return stubs(call).map(({ specifier }) => ({ specifier, subject }))
}

/** What a test puts in a member's place: `jest.spyOn(db, 'getClient')`, `sinon.stub(client, 'query')`, `db.getClient = fake`. */
export function replacedMember(node: Node): { readonly object: Node; readonly name: string } | undefined {
  if (node.type === 'AssignmentExpression') {
    const target = unwrap(node.left as Node)
    const name = target.type === 'MemberExpression' ? memberName(target) : undefined
    return target.type === 'MemberExpression' && name !== undefined
      ? { object: unwrap(target.object), name }
      : undefined
  }
  if (node.type !== 'CallExpression' || node.arguments.length < 2) return undefined
  const callee = unwrap(node.callee)
  const method = callee.type === 'MemberExpression' ? memberName(callee) : undefined
  const [object, member] = node.arguments as Node[]
  const name = stringValue(member)
  return method !== undefined && spying.test(method) && name !== undefined
    ? { object: unwrap(object!), name }
    : undefined
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
