import { isFunction, keyName, type Node, unwrap } from '../survey/nodes.js'

const pureConstructors = new Set([
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Date',
  'RegExp',
  'URL',
  'Error',
  'TypeError',
  'Array',
  'AsyncLocalStorage',
  'EventEmitter',
  'TextEncoder',
  'TextDecoder',
])
const pureFunctions =
  /^(inject|createToken|Symbol|String|Number|Boolean|BigInt|Object\.(freeze|keys|values|entries|fromEntries|create|assign)|Array\.(from|of)|Symbol\.for|Math\.\w+|Number\.\w+|(vi|jest)\.fn|defineConfig)$/

/** True when evaluating the expression does nothing but give its value. Unsure means false. */
export function isPure(expression: Node | null | undefined): boolean {
  if (!expression) return true
  const node = unwrap(expression)
  if (isFunction(node)) return true
  switch (node.type) {
    case 'Literal':
    case 'Identifier':
    case 'ThisExpression':
    case 'Super':
    case 'MetaProperty':
    case 'TSInstantiationExpression':
      return true
    case 'TemplateLiteral':
      return node.expressions.every(isPure)
    case 'ArrayExpression':
      return node.elements.every((element) => isPure(element))
    case 'SpreadElement':
      return isPure(node.argument)
    case 'ObjectExpression':
      return node.properties.every((property) =>
        property.type === 'SpreadElement'
          ? isPure(property.argument)
          : isPure(property.value) && (!property.computed || isPure(property.key)),
      )
    case 'UnaryExpression':
      return node.operator !== 'delete' && isPure(node.argument)
    case 'BinaryExpression':
    case 'LogicalExpression':
      return isPure(node.left as Node) && isPure(node.right)
    case 'ConditionalExpression':
      return isPure(node.test) && isPure(node.consequent) && isPure(node.alternate)
    case 'MemberExpression':
      return isPure(node.object) && (!node.computed || isPure(node.property))
    case 'NewExpression':
      return (
        node.callee.type === 'Identifier' &&
        pureConstructors.has(node.callee.name) &&
        node.arguments.every((argument) => isPure(argument as Node))
      )
    case 'CallExpression':
      return (
        pureFunctions.test(calleeText(node.callee)) &&
        node.arguments.every((argument) => isPure(argument as Node))
      )
    case 'ClassExpression':
    case 'ClassDeclaration':
      return isPureClass(node)
    default:
      return false
  }
}

function calleeText(callee: Node): string {
  const node = unwrap(callee)
  if (node.type === 'Identifier') return node.name
  if (node.type === 'MemberExpression' && !node.computed)
    return `${calleeText(node.object)}.${keyName(node.property) ?? ''}`
  return ''
}

/** Declaring the class runs nothing: no decorators, no static blocks, no calls in statics or heritage. */
export function isPureClass(node: Node): boolean {
  if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return false
  if ((node.decorators ?? []).length > 0 || !isPure(node.superClass)) return false
  return node.body.body.every((member) => {
    if (member.type === 'StaticBlock') return false
    if (member.type === 'TSIndexSignature') return true
    if (((member as { decorators?: unknown[] }).decorators ?? []).length > 0) return false
    if (member.computed && !isPure(member.key)) return false
    const isStaticField =
      (member.type === 'PropertyDefinition' || member.type === 'AccessorProperty') && member.static
    return !isStaticField || isPure(member.value)
  })
}

/** A namespace that declares, and runs nothing. */
export function isPureNamespace(node: Node): boolean {
  if (node.type !== 'TSModuleDeclaration' || node.body?.type !== 'TSModuleBlock') return false
  return (node.body.body as Node[]).every((statement) => {
    const declared =
      statement.type === 'ExportNamedDeclaration' ? (statement.declaration as Node | null) : statement
    if (!declared) return true
    if (declared.type === 'VariableDeclaration')
      return declared.declarations.every(({ init }) => isPure(init as Node | null))
    if (declared.type === 'TSModuleDeclaration') return isPureNamespace(declared)
    return /^(FunctionDeclaration|TSDeclareFunction|TSInterfaceDeclaration|TSTypeAliasDeclaration|TSEnumDeclaration)$/.test(
      declared.type,
    )
      ? true
      : isPureClass(declared)
  })
}
