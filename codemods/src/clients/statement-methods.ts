import type { Accessor } from '../model.js'
import { classOf } from '../survey/exports.js'
import {
  type AnyFunction,
  isClass,
  isFunction,
  isHiddenMember,
  keyName,
  type Node,
  unwrap,
} from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import type { SourceFile } from '../survey/source-file.js'
import { type ClientMethod, ownReturns, parameterName, parametersBy, takesSql } from './client-profile.js'
import { helperFunction } from './helper-method.js'

/** A function as it is declared, and the file it stands in. */
export interface DeclaredFunction {
  readonly file: SourceFile
  readonly body: AnyFunction
}

/**
 * The functions that code can send a statement to by an accessor, by name: the client's own methods, or the helper
 * itself. Empty where the client is no class or object of the project.
 */
export function statementFunctions(
  project: Project,
  accessor: Accessor,
): ReadonlyMap<string, DeclaredFunction> {
  const found = new Map<string, DeclaredFunction>()
  if (accessor.kind === 'helper') {
    const file = project.source(accessor.module)
    const body = file && helperFunction(project, accessor)
    if (file && body) found.set(accessor.member ?? accessor.export, { file, body })
    return found
  }
  const { client } = accessor
  const file = project.source(client?.module ?? accessor.module)
  if (!file) return found
  const exported = project.exports(file.path)?.named.get(accessor.export)
  const node = client
    ? file.scopes.topLevel(client.name)?.declaration
    : exported?.kind === 'local'
      ? exported.node
      : undefined
  for (const [name, body] of methodsOf(file, node)) found.set(name, { file, body })
  return found
}

function* methodsOf(file: SourceFile, node: Node | undefined): Generator<[string, AnyFunction]> {
  if (!node) return
  const owner = isClass(node) ? node : classOf(node)
  if (isClass(owner)) {
    for (const member of owner.body.body) {
      if (member.type !== 'MethodDefinition' || member.static || member.kind !== 'method') continue
      const name = keyName(member.key)
      if (name && !isHiddenMember(member) && member.value.body) yield [name, member.value]
    }
    return
  }
  const value = node.type === 'VariableDeclarator' && node.init ? unwrap(node.init) : node
  if (value.type !== 'ObjectExpression') return
  for (const property of value.properties) {
    if (property.type !== 'Property' || property.computed) continue
    const name = keyName(property.key)
    const given = unwrap(property.value)
    const declaration =
      given.type === 'Identifier' ? file.scopes.resolve(given)?.declaration : (given as Node)
    const body =
      declaration?.type === 'VariableDeclarator' && declaration.init ? unwrap(declaration.init) : declaration
    if (name && body && isFunction(body)) yield [name, body]
  }
}

/**
 * What a function that takes SQL says it gives, whatever it does with the statement: enough to call it in the place of
 * a database. Undefined where that cannot be told.
 */
export function statementMethod(
  name: string,
  { file, body }: DeclaredFunction,
  sqlAt = 0,
): ClientMethod | undefined {
  const [sql, values] = (body.params as Node[]).slice(sqlAt)
  if (!body.body || body.generator || !sql || !takesSql(sql) || !isText(file, sql)) return undefined
  const isValues = values && /param|value|arg|bind/i.test(parameterName(values) ?? '')
  const taken = isValues ? takenBy(file, values) : 'none'
  if (taken === 'lists') return undefined
  const parameters = isValues && taken === 'values' ? parametersBy(values) : 'none'
  const base = { name, parameters }
  const returned = body.returnType?.typeAnnotation as Node | undefined
  if (!returned) return untypedMethod(file, body, base)
  const given = promisedType(file, returned)
  if (!given) return undefined
  if (given.type === 'TSVoidKeyword') return { ...base, result: 'nothing' }
  if (given.type === 'TSAnyKeyword') return { ...base, result: 'rows', rowDefault: 'any' }
  const row = rowOf(file, given)
  if (row) return { ...base, result: 'rows', ...rowType(file, body, row) }
  if (given.type !== 'TSUnionType' || given.types.length !== 2) return undefined
  const [first, nothing] = given.types as Node[]
  const orNull = nothing!.type === 'TSNullKeyword'
  if (!first || rowOf(file, first) || !(orNull || nothing!.type === 'TSUndefinedKeyword')) return undefined
  return {
    ...base,
    result: orNull ? 'first-row-or-null' : 'first-row-or-undefined',
    ...rowType(file, body, first),
  }
}

/** What a parameter takes by its type: a list of values, lists of them, or options. */
function takenBy(file: SourceFile, parameter: Node): 'values' | 'lists' | 'none' {
  const bare = parameter.type === 'AssignmentPattern' ? parameter.left : parameter
  const { typeAnnotation } = bare as { typeAnnotation?: { typeAnnotation: Node } | null }
  const type = typeAnnotation?.typeAnnotation
  if (!type) return 'values'
  const element = rowOf(file, type)
  if (element && (rowOf(file, element) || element.type === 'TSTupleType')) return 'lists'
  const isOptions =
    (type.type === 'TSTypeLiteral' &&
      type.members.some(({ type: member }) => member !== 'TSIndexSignature')) ||
    (type.type === 'TSTypeReference' &&
      /(Options?|Config|Settings?)$/.test(file.textOf(type.typeName as Node)))
  return isOptions ? 'none' : 'values'
}

function isText(file: SourceFile, parameter: Node): boolean {
  const annotation = (parameter as { typeAnnotation?: { typeAnnotation: Node } | null }).typeAnnotation
  return (
    parameter.type === 'Identifier' && (!annotation || file.textOf(annotation.typeAnnotation) === 'string')
  )
}

/** Without types, what comes is handed on as it is. */
function untypedMethod(
  file: SourceFile,
  body: AnyFunction,
  base: Pick<ClientMethod, 'name' | 'parameters'>,
): ClientMethod | undefined {
  const given = body.body?.type === 'BlockStatement' ? ownReturns(body) : [body.body as Node]
  const promises = given.map((node) => promiseMade(file, node))
  if (!body.async && (promises.length === 0 || promises.includes(undefined))) return undefined
  const isNothing = promises.every((executor) => executor && !resolvesToSomething(file, executor))
  if (isNothing) return { ...base, result: 'nothing' }
  // A row that is not there is handed on as the function gives it.
  if (/(^|[a-z])(One|First|Single|Row)$|^(get|one|first|single)$/.test(base.name))
    return { ...base, result: 'first-row-or-undefined', rowDefault: 'any' }
  const isReading = /quer|select|read|fetch|rows|all/i.test(base.name)
  const isWriting = /^(exec|run|write|command)/i.test(base.name) && !isReading
  return isWriting
    ? { ...base, result: 'nothing', because: 'What it gives is not told.' }
    : { ...base, result: 'rows', rowDefault: 'any' }
}

/** The function in `new Promise((resolve) => …)`. */
function promiseMade(file: SourceFile, node: Node): AnyFunction | undefined {
  const made = unwrap(node)
  const executor =
    made.type === 'NewExpression' && file.textOf(made.callee) === 'Promise'
      ? (made.arguments[0] as Node | undefined)
      : undefined
  const body = executor && unwrap(executor)
  return body && isFunction(body) ? body : undefined
}

function resolvesToSomething(file: SourceFile, executor: AnyFunction): boolean {
  const resolve = executor.params[0] as Node | undefined
  if (resolve?.type !== 'Identifier') return true
  const { references = [] } = file.scopes.lookup(resolve, resolve.name) ?? {}
  return references.some(({ parent }, index) => {
    const isCalled = parent?.type === 'CallExpression' && unwrap(parent.callee) === references[index]
    return !isCalled || (parent as { arguments: unknown[] }).arguments.length > 0
  })
}

function promisedType(file: SourceFile, type: Node): Node | undefined {
  if (type.type !== 'TSTypeReference' || file.textOf(type.typeName as Node) !== 'Promise') return undefined
  return type.typeArguments?.params[0] as Node | undefined
}

/** The row in `Row[]`, `Array<Row>` and `readonly Row[]`. */
function rowOf(file: SourceFile, type: Node): Node | undefined {
  if (type.type === 'TSArrayType') return type.elementType as Node
  if (type.type === 'TSTypeOperator' && type.operator === 'readonly')
    return rowOf(file, type.typeAnnotation as Node)
  const isArray =
    type.type === 'TSTypeReference' && /^(Readonly)?Array$/.test(file.textOf(type.typeName as Node))
  return isArray ? (type.typeArguments?.params[0] as Node | undefined) : undefined
}

function rowType(file: SourceFile, body: AnyFunction, row: Node): Partial<ClientMethod> {
  const text = file.textOf(row)
  const parameter = body.typeParameters?.params.find((each) => file.textOf(each.name as Node) === text)
  const type = parameter ? parameter.default : row
  return { rowDefault: type ? file.textOf(type) : 'unknown', ...(type && { row: { file, type } }) }
}
