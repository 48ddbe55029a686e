import { injectedBy, isHandedDatabase } from '../../../access/data-call.js'
import { type ClientMethod, parametersBy } from '../../../clients/client-profile.js'
import { declaredRow, declaredRows } from '../../../clients/statement-methods.js'
import { type AnyFunction, memberName, type Node, unwrap, walk } from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { isAlwaysInjected, isSteadilyGiven, type SentTo } from './sent-to.js'

/** A function that hands a statement on to a database, `rows(sql, values)`, and does nothing else. */
export interface Sender {
  readonly body: AnyFunction
  readonly database: SentTo
  readonly method: ClientMethod
  /** True where it gives what the database tells of a write: nobody may use that. */
  readonly givesReport: boolean
  /** True where it asks for all rows and gives the first: a repository asks for that one. */
  readonly picksFirst: boolean
}

export type ReadSender =
  | Sender
  /** It sends the statement that it is given, and does more than that. */
  | 'does-more'
  /** It sends it to a database that others may give it. */
  | 'on-given-database'

type Kind = 'rows' | 'row' | 'row-or-null' | 'rows-changed' | 'report'

/** What a function does with the SQL it is given; undefined for one that sends none to an injected database. */
export function readSender(
  project: Project,
  file: SourceFile,
  body: AnyFunction,
  name: string,
): ReadSender | undefined {
  const sql = body.params[0] as Node | undefined
  if (!body.body || sql?.type !== 'Identifier' || !sendsParameter(file, body, sql)) return undefined
  const read = new SenderReader(file, body).read()
  const typed = read && (file.typed ? declaredRows(file, body) : { rowDefault: 'any' })
  if (!read || !typed) return 'does-more'
  const { token, object, kind, call } = read
  const isInjected = token !== undefined && isAlwaysInjected(project, file, object)
  if (!isInjected && !isSteadilyGiven(file, object)) return 'on-given-database'
  const second = body.params[1] as Node | undefined
  const result = kind === undefined ? 'nothing' : resultOf[kind]
  const isReading = result === 'rows' || /^first-row/.test(result)
  if (typed.gives && typed.gives !== result) return 'does-more'
  const { gives: _, ...row } = typed
  if (!isOfRows(file, body, call)) return 'does-more'
  return {
    body,
    database: { object, isGiven: !isInjected, ...(token && { token }) },
    method: { name, parameters: second ? parametersBy(second) : 'none', result, ...(isReading && row) },
    givesReport: kind === 'report',
    picksFirst: read.method === 'query' && /^first-row/.test(result),
  }
}

/** True where the function's one type parameter, if it has any, is the type of a row: a call gives it first. */
function isOfRows(file: SourceFile, body: AnyFunction, call: Node): boolean {
  const [parameter, ...more] = body.typeParameters?.params ?? []
  if (!parameter) return true
  const returned = body.returnType?.typeAnnotation as Node | undefined
  const name = file.textOf(parameter.name as Node)
  const [asked] = (call as { typeArguments?: { params: Node[] } | null }).typeArguments?.params ?? []
  const row = returned ? declaredRow(file, body) : asked
  return more.length === 0 && row !== undefined && file.textOf(row) === name
}

const resultOf = {
  rows: 'rows',
  row: 'first-row-or-undefined',
  'row-or-null': 'first-row-or-null',
  'rows-changed': 'rows-changed',
  report: 'nothing',
} as const satisfies Record<Kind, ClientMethod['result']>

/** True where a statement of the injected database is, or has within it, what the function is given first. */
function sendsParameter(file: SourceFile, body: AnyFunction, sql: Node & { readonly name: string }): boolean {
  let isSent = false
  walk(body.body as Node, (node) => {
    if (statementCall(file, node)) {
      const [text] = (node as Node & { type: 'CallExpression' }).arguments as Node[]
      walk(text ?? node, (inner) => {
        if (inner.type === 'Identifier' && isNamed(file, inner, sql)) isSent = true
        return !isSent
      })
    }
    return !isSent
  })
  return isSent
}

function isNamed(file: SourceFile, node: Node, parameter: Node): boolean {
  const named = unwrap(node)
  return named.type === 'Identifier' && file.scopes.resolve(named)?.declaration === parameter
}

interface StatementCall extends Pick<SentTo, 'token' | 'object'> {
  readonly method: string
  readonly given: readonly Node[]
}

/** `inject(database).query(…)`, whatever holds the database. */
function statementCall(file: SourceFile, node: Node): StatementCall | undefined {
  if (node.type !== 'CallExpression' || node.optional) return undefined
  const callee = unwrap(node.callee)
  if (callee.type !== 'MemberExpression' || callee.optional) return undefined
  const method = memberName(callee)
  if (!method || !/^(query|maybeOne|execute)$/.test(method)) return undefined
  const { object } = callee
  const token = injectedBy(file, object)
  if (!token && !isHandedDatabase(file, object)) return undefined
  return { method, object, given: node.arguments as Node[], ...(token && { token }) }
}

interface Sending extends Pick<StatementCall, 'token' | 'object' | 'method'> {
  readonly call: Node
}

/** Follows one function from its first statement to what it gives. */
class SenderReader {
  readonly #file: SourceFile
  readonly #body: AnyFunction
  /** What constants of the function hold. */
  readonly #held = new Map<Node, Kind>()
  #sending: Sending | undefined

  constructor(file: SourceFile, body: AnyFunction) {
    this.#file = file
    this.#body = body
  }

  /** Undefined where it does more than to send; `kind` is absent where it gives nothing. */
  read(): (Sending & { readonly kind?: Kind }) | undefined {
    const { body, params, generator } = this.#body
    if (generator || params.length > 2 || !this.#areHandedOnOnce()) return undefined
    const outcome =
      body?.type === 'BlockStatement'
        ? this.#block(body.body as Node[])
        : body && this.#given(this.#kindOf(body as Node))
    return outcome && this.#sending ? { ...this.#sending, ...outcome } : undefined
  }

  #given(kind: Kind | undefined): { readonly kind: Kind } | undefined {
    return kind && { kind }
  }

  /** Declarations of what the database is, or gave, and at last what is given back. */
  #block(statements: readonly Node[]): { readonly kind?: Kind } | undefined {
    for (const [index, statement] of statements.entries()) {
      const isLast = index === statements.length - 1
      if (statement.type === 'VariableDeclaration') {
        if (isLast || !statement.declarations.every((each) => this.#declared(each as Node))) return undefined
      } else if (!isLast) return undefined
      else if (statement.type === 'ReturnStatement')
        return statement.argument ? this.#given(this.#kindOf(statement.argument)) : undefined
      else if (statement.type === 'ExpressionStatement') {
        const sent = unwrap(statement.expression)
        // Who calls it waits for the statement only where it waits itself.
        return sent.type === 'AwaitExpression' && this.#kindOf(sent.argument) ? {} : undefined
      } else return undefined
    }
    return undefined
  }

  #declared(declarator: Node): boolean {
    if (declarator.type !== 'VariableDeclarator' || !declarator.init) return false
    if (declarator.parent?.type !== 'VariableDeclaration' || declarator.parent.kind !== 'const') return false
    if (declarator.id.type === 'Identifier' && injectedBy(this.#file, declarator.init)) return true
    const awaited = unwrap(declarator.init)
    const kind = awaited.type === 'AwaitExpression' ? this.#kindOf(awaited) : undefined
    const { id } = declarator
    if (!kind) return false
    if (id.type === 'Identifier') return this.#hold(declarator, kind)
    const only = id.type === 'ArrayPattern' && id.elements.length === 1 ? id.elements[0] : undefined
    if (only) return kind === 'rows' && only.type === 'Identifier' && this.#hold(declarator, 'row')
    const property = id.type === 'ObjectPattern' && id.properties.length === 1 ? id.properties[0] : undefined
    return (
      kind === 'report' &&
      property?.type === 'Property' &&
      property.key.type === 'Identifier' &&
      property.key.name === 'rowsChanged' &&
      property.value.type === 'Identifier' &&
      this.#hold(declarator, 'rows-changed')
    )
  }

  #hold(declarator: Node, kind: Kind): boolean {
    this.#held.set(declarator, kind)
    return true
  }

  #kindOf(expression: Node): Kind | undefined {
    const node = unwrap(expression)
    switch (node.type) {
      case 'AwaitExpression':
        return this.#kindOf(node.argument)
      case 'Identifier': {
        const declared = this.#file.scopes.resolve(node)?.declaration
        return declared && this.#held.get(declared)
      }
      case 'CallExpression':
        return this.#sent(node) ?? this.#first(node) ?? this.#continued(node)
      case 'MemberExpression':
        return this.#part(node)
      case 'LogicalExpression': {
        if (node.operator === '&&' || this.#kindOf(node.left) !== 'row') return undefined
        const otherwise = this.#file.textOf(node.right)
        return otherwise === 'null' ? 'row-or-null' : otherwise === 'undefined' ? 'row' : undefined
      }
      default:
        return undefined
    }
  }

  #sent(call: Node): Kind | undefined {
    const sent = statementCall(this.#file, call)
    if (!sent || this.#sending) return undefined
    const [sql, values, ...more] = sent.given
    const [first, second] = this.#body.params as Node[]
    if (!sql || more.length > 0 || !isNamed(this.#file, sql, first!)) return undefined
    if (values ? !second || !this.#isValues(values, second) : second) return undefined
    this.#sending = {
      object: sent.object,
      method: sent.method,
      call,
      ...(sent.token && { token: sent.token }),
    }
    return sent.method === 'query' ? 'rows' : sent.method === 'maybeOne' ? 'row' : 'report'
  }

  /** `values`, `values ?? []`, `[...values]`. */
  #isValues(given: Node, parameter: Node): boolean {
    const node = unwrap(given)
    if (node.type === 'LogicalExpression')
      return node.operator !== '&&' && isEmptyList(node.right) && this.#isValues(node.left as Node, parameter)
    if (node.type === 'ArrayExpression') {
      const [only, ...more] = node.elements
      return (
        only?.type === 'SpreadElement' && more.length === 0 && isNamed(this.#file, only.argument, parameter)
      )
    }
    return isNamed(this.#file, node, parameter)
  }

  /** `rows.at(0)` */
  #first(call: Node & { type: 'CallExpression' }): Kind | undefined {
    const callee = unwrap(call.callee)
    if (callee.type !== 'MemberExpression' || memberName(callee) !== 'at') return undefined
    const isFirst = call.arguments.length === 1 && this.#file.textOf(call.arguments[0]!) === '0'
    return isFirst && this.#isThere(callee.object) && this.#kindOf(callee.object) === 'rows'
      ? 'row'
      : undefined
  }

  /** `.then((result) => result.rowsChanged)`, `.then((row) => row ?? null)` */
  #continued(call: Node & { type: 'CallExpression' }): Kind | undefined {
    const callee = unwrap(call.callee)
    const [given, ...more] = call.arguments as Node[]
    const next = given && more.length === 0 ? unwrap(given) : undefined
    if (callee.type !== 'MemberExpression' || memberName(callee) !== 'then') return undefined
    if (next?.type !== 'ArrowFunctionExpression' || next.params.length !== 1) return undefined
    const parameter = next.params[0] as Node
    const kind = parameter.type === 'Identifier' ? this.#kindOf(callee.object) : undefined
    if (!kind) return undefined
    this.#held.set(parameter, kind)
    return this.#kindOf(next.body as Node)
  }

  /** `rows[0]`, `result.rowsChanged` */
  #part(member: Node & { type: 'MemberExpression' }): Kind | undefined {
    if (!this.#isThere(member.object)) return undefined
    const kind = this.#kindOf(member.object)
    if (member.computed)
      return kind === 'rows' && this.#file.textOf(member.property) === '0' ? 'row' : undefined
    return kind === 'report' && memberName(member) === 'rowsChanged' ? 'rows-changed' : undefined
  }

  /** False for a promise yet: of `inject(database).query(sql)[0]` there is none. */
  #isThere(object: Node): boolean {
    return /^(AwaitExpression|Identifier)$/.test(unwrap(object).type)
  }

  /** True where the parameters are what a statement and its values are, and each is named once. */
  #areHandedOnOnce(): boolean {
    const [sql, values] = this.#body.params as Node[]
    const isList =
      !values ||
      values.type === 'Identifier' ||
      (values.type === 'RestElement' && values.argument.type === 'Identifier') ||
      (values.type === 'AssignmentPattern' &&
        values.left.type === 'Identifier' &&
        isEmptyList(values.right as Node))
    if (!isList) return false
    const named = new Set<Node>()
    let isOnce = true
    walk(this.#body.body as Node, (node) => {
      for (const parameter of [sql!, ...(values ? [values] : [])])
        if (node.type === 'Identifier' && isNamed(this.#file, node, parameter)) {
          if (named.has(parameter)) isOnce = false
          named.add(parameter)
        }
      return isOnce
    })
    return isOnce
  }
}

function isEmptyList(node: Node): boolean {
  const list = unwrap(node)
  return list.type === 'ArrayExpression' && list.elements.length === 0
}
