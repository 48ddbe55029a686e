import { memberName, type Node, stringValue, unwrap } from './nodes.js'

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
  if (call.type !== 'CallExpression') return []
  const name = rootName(call.callee as Node)
  if (!/^(proxyquire|esmock|quibble)/.test(name)) return []
  const subject = stringValue(call.arguments[0])
  const stubs = call.arguments[1] && unwrap(call.arguments[1] as Node)
  if (!subject || stubs?.type !== 'ObjectExpression') return []
  return stubs.properties.flatMap((property) => {
    const specifier = property.type === 'Property' ? stringValue(property.key as Node) : undefined
    return specifier === undefined ? [] : [{ specifier, subject }]
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
