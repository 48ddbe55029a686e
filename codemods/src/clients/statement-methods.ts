import type { Accessor } from '../model.js'
import { classOf } from '../survey/exports.js'
import type { Held } from '../survey/held.js'
import {
  type AnyFunction,
  functionName,
  isClass,
  isFunction,
  isHiddenMember,
  keyName,
  memberName,
  type Node,
  unwrap,
  walk,
} from '../survey/nodes.js'
import type { SourceFile } from '../survey/source-file.js'
import type { ValueFlow } from '../survey/value-flow.js'
import { type ClientMethod, ownReturns, parameterName, parametersBy, takesSql } from './client-profile.js'
import { givesValue } from './gives-value.js'
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
  flow: ValueFlow,
  accessor: Accessor,
): ReadonlyMap<string, DeclaredFunction> {
  const found = new Map<string, DeclaredFunction>()
  const { project } = flow
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
  if (!client && found.size === 0)
    for (const [name, declared] of functionsIn(flow, handedOut(flow, accessor))) found.set(name, declared)
  return found
}

/** What an accessor gives: the object that a factory makes, wherever that is. */
function handedOut(flow: ValueFlow, { module, export: name, member, kind }: Accessor): Held | undefined {
  const exported = flow.exportValue(module, name)
  const held = exported && member !== undefined ? flow.memberOf(exported, member) : exported
  if (kind === 'instance') return held
  return held?.what === 'function' ? flow.returnsOf(held.file, held.node) : undefined
}

function* functionsIn(flow: ValueFlow, held: Held | undefined): Generator<[string, DeclaredFunction]> {
  if (held?.what !== 'object' || held.each) return
  for (const name of held.names()) {
    const member = held.member(name)
    const file = member?.what === 'function' ? flow.project.source(member.file) : undefined
    if (file && member?.what === 'function') yield [name, { file, body: member.node }]
  }
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
  if (values && sendsForEach(file, body, sql, values)) return undefined
  const isValues =
    values && /param|value|arg|bind/i.test(parameterName(values) ?? '') && !takesOptions(file, values)
  const parameters = isValues ? parametersBy(values) : 'none'
  const base = { name, parameters }
  const returned = body.returnType?.typeAnnotation as Node | undefined
  if (!returned) return untypedMethod(file, body, base)
  const given = promisedType(file, returned)
  if (!given) return undefined
  if (given.type === 'TSVoidKeyword') return { ...base, result: 'nothing' }
  if (given.type === 'TSNumberKeyword')
    return /^(exec|run|write|update|command)/i.test(name === 'default' ? (functionName(body) ?? name) : name)
      ? { ...base, result: 'rows-changed' }
      : undefined
  if (given.type === 'TSAnyKeyword') return { ...base, result: 'rows', rowDefault: 'any' }
  const row = rowOf(file, given)
  if (row) return { ...base, result: 'rows', ...rowType(file, body, row) }
  if (given.type !== 'TSUnionType' || given.types.length !== 2) return undefined
  const [first, nothing] = given.types as Node[]
  const orNull = nothing!.type === 'TSNullKeyword'
  if (!first || rowOf(file, first) || !(orNull || nothing!.type === 'TSUndefinedKeyword')) return undefined
  if (givesValue(file, body)) return undefined
  return {
    ...base,
    result: orNull ? 'first-row-or-null' : 'first-row-or-undefined',
    ...rowType(file, body, first),
  }
}

/**
 * What a function that does nothing but send says of its rows: their type, and how they come. Undefined where it says
 * what it does not give.
 */
export function declaredRows(
  file: SourceFile,
  body: AnyFunction,
): (Pick<ClientMethod, 'rowDefault' | 'row'> & { readonly gives?: ClientMethod['result'] }) | undefined {
  const returned = body.returnType?.typeAnnotation as Node | undefined
  if (!returned) return {}
  const given = promisedType(file, returned)
  if (!given) return undefined
  if (given.type === 'TSAnyKeyword') return { rowDefault: 'any' }
  if (given.type === 'TSVoidKeyword') return { gives: 'nothing' }
  if (given.type === 'TSNumberKeyword') return { gives: 'rows-changed' }
  const row = rowOf(file, given)
  if (row) return { gives: 'rows', ...rowType(file, body, row) }
  if (given.type !== 'TSUnionType' || given.types.length !== 2) return undefined
  const [first, nothing] = given.types as [Node, Node]
  if (rowOf(file, first)) return undefined
  if (nothing.type === 'TSNullKeyword') return { gives: 'first-row-or-null', ...rowType(file, body, first) }
  return nothing.type === 'TSUndefinedKeyword'
    ? { gives: 'first-row-or-undefined', ...rowType(file, body, first) }
    : undefined
}

/** The type of a row as the function's own type says it: `Row` of `Promise<Row[]>` and `Promise<Row | undefined>`. */
export function declaredRow(file: SourceFile, body: AnyFunction): Node | undefined {
  const returned = body.returnType?.typeAnnotation as Node | undefined
  const given = returned && promisedType(file, returned)
  if (!given) return undefined
  return rowOf(file, given) ?? (given.type === 'TSUnionType' ? (given.types[0] as Node) : undefined)
}

/** `values: Value[][]`, or `for (const each of values) await run(sql, each)`. */
function sendsForEach(file: SourceFile, body: AnyFunction, sql: Node, values: Node): boolean {
  const type = annotationOf(values)
  const row = type && values.type !== 'RestElement' ? rowOf(file, type) : undefined
  if (row && (rowOf(file, row) || row.type === 'TSTupleType')) return true
  const isValues = (node: Node) => {
    const named = unwrap(node)
    return named.type === 'Identifier' && named.name === parameterName(values)
  }
  let found = false
  walk(body.body as Node, (node) => {
    const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined
    const isLoop =
      node.type === 'ForOfStatement'
        ? isValues(node.right)
        : callee?.type === 'MemberExpression' &&
          /^(map|forEach)$/.test(memberName(callee) ?? '') &&
          isValues(callee.object)
    if (isLoop && mentions(node, parameterName(sql)!)) found = true
    return !found
  })
  return found
}

function mentions(node: Node, name: string): boolean {
  let found = false
  walk(node, (inner) => {
    if (inner.type === 'Identifier' && inner.name === name) found = true
    return !found
  })
  return found
}

/** `{ limit?: number }`: what its properties mean, the function says, and no statement. */
function takesOptions(file: SourceFile, values: Node): boolean {
  const type = annotationOf(values)
  const declared =
    type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier'
      ? file.scopes.resolve(type.typeName)?.declaration
      : undefined
  const written =
    declared?.type === 'TSTypeAliasDeclaration' ? (declared.typeAnnotation as Node) : (declared ?? type)
  // Of an imported type, its name tells.
  if (
    declared?.type === 'ImportSpecifier' &&
    /(Options?|Config|Settings?)$/.test(file.textOf(declared.imported))
  )
    return true
  const members =
    written?.type === 'TSTypeLiteral'
      ? written.members
      : written?.type === 'TSInterfaceDeclaration'
        ? written.body.body
        : []
  return members.length > 0 && members.every(({ type }) => type === 'TSPropertySignature')
}

function annotationOf(parameter: Node): Node | undefined {
  if (parameter.type === 'AssignmentPattern') return annotationOf(parameter.left)
  const { typeAnnotation } = parameter as { typeAnnotation?: { typeAnnotation: Node } | null }
  return typeAnnotation?.typeAnnotation
}

function isText(file: SourceFile, parameter: Node): boolean {
  const annotation = annotationOf(parameter)
  return parameter.type === 'Identifier' && (!annotation || file.textOf(annotation) === 'string')
}

/** Without types, what comes is handed on as it is. */
function untypedMethod(
  file: SourceFile,
  body: AnyFunction,
  base: Pick<ClientMethod, 'name' | 'parameters'>,
): ClientMethod | undefined {
  const given = body.body?.type === 'BlockStatement' ? ownReturns(body) : [body.body as Node]
  const promises = given.map((node) => promiseMade(file, node))
  const isPromise = (node: Node, index: number) => promises[index] !== undefined || givesPromise(file, node)
  if (!body.async && (given.length === 0 || !given.every(isPromise))) return undefined
  // A list of rows is not what types would be told it is.
  if (file.typed && givesValue(file, body)) return undefined
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

/** `send(sql, values)` of a function of the same file that gives a promise, `queue.then(send)`, and a variable with either. */
function givesPromise(file: SourceFile, node: Node, within: readonly Node[] = []): boolean {
  const given = unwrap(node)
  if (promiseMade(file, given)) return true
  if (given.type === 'Identifier') {
    const declared = file.scopes.resolve(given)?.declaration
    const isKept = declared?.type === 'VariableDeclarator' && declared.parent?.type === 'VariableDeclaration'
    if (!isKept || (declared.parent as { kind?: string }).kind !== 'const' || !declared.init) return false
    return !within.includes(declared) && givesPromise(file, declared.init, [...within, declared])
  }
  const callee = given.type === 'CallExpression' ? unwrap(given.callee) : undefined
  if (callee?.type === 'MemberExpression')
    return /^(then|catch|finally)$/.test(memberName(callee) ?? '') && isPromiseCallback(given)
  const declared = callee?.type === 'Identifier' ? file.scopes.resolve(callee)?.declaration : undefined
  const called = declared?.type === 'VariableDeclarator' && declared.init ? unwrap(declared.init) : declared
  if (!isFunction(called) || called.generator || within.includes(called)) return false
  if (called.async) return true
  const returns = called.body?.type === 'BlockStatement' ? ownReturns(called) : [called.body as Node]
  return returns.length > 0 && returns.every((each) => givesPromise(file, each, [...within, called]))
}

/** `promise.then(callback)`: a method of that name that takes no function is something else's. */
function isPromiseCallback(call: Node): boolean {
  const [first] = (call as { arguments: Node[] }).arguments
  return first !== undefined && (isFunction(unwrap(first)) || unwrap(first).type === 'Identifier')
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
