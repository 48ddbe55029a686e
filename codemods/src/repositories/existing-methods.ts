import {
  type AnyFunction,
  isClass,
  keyName,
  memberName,
  type Node,
  stringValue,
  unwrap,
} from '../survey/nodes.js'
import type { SourceFile } from '../survey/source-file.js'
import type { MethodResult } from './repository-method.js'
import { withoutLayout } from './type-text.js'

/** A repository method that is one statement of `this.db`, as it stands in a file. */
export interface ExistingMethod {
  readonly name: string
  readonly node: Node
  readonly body: AnyFunction
  readonly result: MethodResult
  /** The SQL as source text, quotes included. */
  readonly sql: string
  readonly sqlValue: string
  /** Source text of the row type. */
  readonly rowType?: string
  readonly rowTypeNode?: Node
  readonly parameters: readonly { readonly name: string; readonly type: string }[]
  /** The parameter behind each placeholder, in order; absent when the method passes anything else. */
  readonly passes?: readonly string[]
  /** Names in `{ … }`, when the parameters are named. */
  readonly named: boolean
}

const operations = new Set(['query', 'maybeOne', 'execute'])

/** The interfaces that a file declares, each without its layout. */
export function existingInterfaces(file: SourceFile): Map<string, string> {
  const found = new Map<string, string>()
  for (const { name, declaration } of file.scopes.topLevelBindings())
    if (declaration.type === 'TSInterfaceDeclaration')
      found.set(name, withoutLayout(file.textOf(declaration.body)))
  return found
}

/** The methods of a repository class that do nothing but run one constant statement. */
export function existingMethods(file: SourceFile, className: string): ExistingMethod[] {
  const declaration = file.scopes.topLevel(className)?.declaration
  if (!declaration || !isClass(declaration)) return []
  return declaration.body.body.flatMap((member) => {
    if (member.type !== 'MethodDefinition' || member.kind !== 'method' || member.static) return []
    const name = keyName(member.key)
    const method = name && existingMethod(file, name, member as Node, member.value as AnyFunction)
    return method ? [method] : []
  })
}

function existingMethod(
  file: SourceFile,
  name: string,
  node: Node,
  body: AnyFunction,
): ExistingMethod | undefined {
  const statements = body.body && 'body' in body.body ? (body.body.body as Node[]) : []
  const found = soleCall(file, statements)
  if (!found) return undefined
  const { call, result } = found
  if (call.type !== 'CallExpression') return undefined
  const sqlNode = call.arguments[0] as Node | undefined
  const sqlValue = stringValue(sqlNode)
  if (!sqlNode || sqlValue === undefined || call.arguments.length > 2) return undefined
  const parameters = parametersOf(file, body)
  if (!parameters) return undefined
  const given = passesOf(call.arguments[1] as Node | undefined, parameters)
  const rowTypeNode = call.typeArguments?.params[0] as Node | undefined
  return {
    name,
    node,
    body,
    result,
    sql: file.textOf(sqlNode),
    sqlValue,
    ...(rowTypeNode && { rowType: file.textOf(rowTypeNode), rowTypeNode }),
    parameters,
    ...given,
  }
}

function soleCall(
  file: SourceFile,
  statements: readonly Node[],
): { readonly call: Node; readonly result: MethodResult } | undefined {
  const [first, second] = statements
  if (!first || statements.length > 2) return undefined
  if (!second) {
    const isReturn = first.type === 'ReturnStatement'
    const expression =
      first.type === 'ReturnStatement'
        ? first.argument
        : first.type === 'ExpressionStatement'
          ? first.expression
          : null
    const call = expression && databaseCall(expression)
    if (!call) return undefined
    const operation = operationOf(call)
    if (isReturn && operation === 'query') return { call, result: 'rows' }
    if (isReturn && operation === 'maybeOne') return { call, result: 'first-row-or-undefined' }
    return !isReturn && operation === 'execute' ? { call, result: 'nothing' } : undefined
  }
  if (first.type !== 'VariableDeclaration' || first.declarations.length !== 1) return undefined
  const [declarator] = first.declarations
  const call = declarator?.init && databaseCall(declarator.init)
  if (!call || second.type !== 'ReturnStatement' || !second.argument) return undefined
  const returned = file.textOf(second.argument)
  const held = file.textOf(declarator.id)
  if (operationOf(call) === 'maybeOne' && returned === `${held} ?? null`)
    return { call, result: 'first-row-or-null' }
  if (
    operationOf(call) === 'execute' &&
    held.replace(/\s/g, '') === '{rowsChanged}' &&
    returned === 'rowsChanged'
  )
    return { call, result: 'rows-changed' }
  return undefined
}

/** `this.db.query(…)`, awaited or not. */
function databaseCall(expression: Node): Node | undefined {
  const bare = unwrap(expression)
  const call = bare.type === 'AwaitExpression' ? unwrap(bare.argument) : bare
  if (call.type !== 'CallExpression' || !operations.has(operationOf(call) ?? '')) return undefined
  const callee = unwrap(call.callee)
  const receiver = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined
  const isOwn =
    receiver?.type === 'MemberExpression' &&
    memberName(receiver) === 'db' &&
    unwrap(receiver.object).type === 'ThisExpression'
  return isOwn ? call : undefined
}

function operationOf(call: Node): string | undefined {
  return call.type === 'CallExpression' ? memberName(unwrap(call.callee)) : undefined
}

function parametersOf(
  file: SourceFile,
  body: AnyFunction,
): { readonly name: string; readonly type: string }[] | undefined {
  const parameters: { name: string; type: string }[] = []
  for (const parameter of body.params) {
    if (parameter.type !== 'Identifier') return undefined
    const type = parameter.typeAnnotation?.typeAnnotation
    parameters.push({ name: parameter.name, type: type ? file.textOf(type) : 'unknown' })
  }
  return parameters
}

function passesOf(
  argument: Node | undefined,
  parameters: readonly { readonly name: string }[],
): { readonly passes?: readonly string[]; readonly named: boolean } {
  if (!argument) return { passes: [], named: false }
  const bare = unwrap(argument)
  const isParameter = (node: Node | null) =>
    node?.type === 'Identifier' && parameters.some((parameter) => parameter.name === node.name)
  if (bare.type === 'ArrayExpression') {
    const elements = bare.elements as (Node | null)[]
    return elements.every(isParameter)
      ? { passes: elements.map((element) => (element as unknown as { name: string }).name), named: false }
      : { named: false }
  }
  if (bare.type !== 'ObjectExpression') return { named: false }
  const names: string[] = []
  for (const property of bare.properties) {
    if (property.type !== 'Property' || !property.shorthand || !isParameter(property.value))
      return { named: true }
    names.push((property.value as unknown as { name: string }).name)
  }
  return { passes: names, named: true }
}
