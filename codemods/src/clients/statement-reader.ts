import type { RowConversion } from '../sql/typescript-type.js'
import { functionOf } from '../survey/exports.js'
import {
  type AnyFunction,
  enclosingClass,
  isFunction,
  keyName,
  memberName,
  type Node,
  unwrap,
  walk,
} from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import { type Binding, isAssigned } from '../survey/scopes.js'
import type { SourceFile } from '../survey/source-file.js'
import { isDecorated, OpenConnection } from './open-connection.js'

export const formatOf: Readonly<Record<string, RowConversion['rows']>> = {
  getRowObjectsJS: 'js',
  getRowObjectsJson: 'json',
  getRowObjects: 'exact',
}

/** What a function gives of the one statement that it sends. */
export interface SentStatement {
  readonly gives: 'rows' | 'row' | 'row-or-null' | 'rows-changed' | 'result' | 'nothing'
  readonly rows?: RowConversion['rows']
}

type Kind = SentStatement['gives'] | 'null' | 'sql' | 'values' | 'connection' | 'prepared' | 'bound'

export interface StatementReaderOptions {
  /** Reads what methods of the same class do, too, and lets named functions convert rows. */
  readonly ofClass?: boolean
}

/**
 * Reads a function `(sql, values)` statement by statement: it opens the connection if need be, sends its SQL and values
 * as they are, and reads the rows. Gives up at the first statement that does anything more.
 */
export class StatementReader {
  readonly #project: Project
  readonly #file: SourceFile
  readonly #body: AnyFunction
  readonly #options: StatementReaderOptions
  readonly #callers: ReadonlySet<AnyFunction>
  readonly #connection: OpenConnection
  readonly #variables = new Map<Binding, Kind>()
  #rows: RowConversion['rows'] | undefined
  #sent = 0
  #isValuesSent: boolean
  /** What is given at each end, and how many statements were sent till then. */
  #ends: { readonly gives: Kind; readonly sent: number }[] = []

  constructor(
    project: Project,
    file: SourceFile,
    body: AnyFunction,
    options: StatementReaderOptions = {},
    callers: ReadonlySet<AnyFunction> = new Set(),
  ) {
    this.#project = project
    this.#file = file
    this.#body = body
    this.#options = options
    this.#callers = new Set([...callers, body])
    this.#connection = new OpenConnection(project)
    this.#isValuesSent = body.params.length < 2
  }

  read(): SentStatement | undefined {
    const { body, params, generator } = this.#body
    const [sql, values] = (params as Node[]).map(identifierOf)
    if (!body || generator || isDecorated(this.#body) || !sql || (params.length > 1 && !values))
      return undefined
    this.#declare(sql, 'sql')
    if (values) this.#declare(values, 'values')
    if (!this.#content(this.#body) || !this.#isValuesSent || !this.#connection.isSure) return undefined
    const gives = this.#given()
    if (!gives || this.#ends.some(({ sent }) => sent !== 1)) return undefined
    if (/^row(s|-or-null)?$/.test(gives) && !this.#rows) return undefined
    return { gives, ...(this.#rows && { rows: this.#rows }) }
  }

  #given(): SentStatement['gives'] | undefined {
    const isOnly = (...wanted: Kind[]) => this.#ends.every(({ gives }) => wanted.includes(gives))
    for (const kind of ['rows', 'rows-changed', 'result', 'nothing'] as const) if (isOnly(kind)) return kind
    if (isOnly('row', 'nothing')) return 'row'
    return isOnly('row', 'row-or-null', 'null') && !isOnly('null') ? 'row-or-null' : undefined
  }

  #content({ body }: AnyFunction): boolean {
    const content = body as Node
    if (content.type !== 'BlockStatement') return this.#end(content)
    if (!this.#statements(content.body as Node[])) return false
    if (!endsAlways(content)) this.#ends.push({ gives: 'nothing', sent: this.#sent })
    return true
  }

  #end(given: Node | null | undefined): boolean {
    const gives = given ? this.#kindOf(given) : 'nothing'
    if (!gives) return false
    this.#ends.push({ gives, sent: this.#sent })
    return true
  }

  #statements(statements: readonly Node[]): boolean {
    return statements.every((statement) => this.#statement(statement))
  }

  #statement(statement: Node): boolean {
    switch (statement.type) {
      case 'VariableDeclaration':
        return statement.declarations.every(({ id, init }) => !init || this.#declared(id, init))
      case 'ExpressionStatement':
        return this.#assigned(statement.expression) || this.#isClosing(statement.expression)
      case 'ReturnStatement':
        return this.#end(statement.argument)
      case 'BlockStatement':
        return this.#statements(statement.body as Node[])
      case 'IfStatement':
        return this.#branches(statement)
      case 'TryStatement':
        return (
          (!statement.handler || throwsAgain(this.#file, statement.handler)) &&
          this.#statements(statement.block.body as Node[]) &&
          ((statement.finalizer?.body ?? []) as Node[]).every(
            (each) => each.type === 'ExpressionStatement' && this.#isClosing(each.expression),
          )
        )
      default:
        return false
    }
  }

  #branches({ test, consequent, alternate }: Node & { type: 'IfStatement' }): boolean {
    if (!alternate && this.#connection.isAbsent(this.#source, test)) return !returns(consequent)
    if (!this.#asksWhatCame(test)) return false
    const before = this.#sent
    if (!this.#statement(consequent)) return false
    const after = endsAlways(consequent) ? before : this.#sent
    this.#sent = before
    if (alternate && !this.#statement(alternate)) return false
    if (alternate && endsAlways(alternate)) this.#sent = after
    this.#sent = Math.max(this.#sent, after)
    return true
  }

  #declare(name: Node & { readonly name: string }, kind: Kind): boolean {
    const binding = this.#file.scopes.lookup(name, name.name)
    if (!binding) return false
    const known = this.#variables.get(binding)
    this.#variables.set(binding, kind)
    return known === undefined || known === kind
  }

  #declared(id: Node, init: Node): boolean {
    const kind = this.#kindOf(init)
    if (!kind) return false
    if (id.type === 'Identifier') return this.#declare(id, kind)
    if (id.type === 'ArrayPattern' && kind === 'rows') {
      const [first, ...more] = id.elements as (Node | null)[]
      return first?.type === 'Identifier' && more.length === 0 && this.#declare(first, 'row')
    }
    return (
      id.type === 'ObjectPattern' &&
      kind === 'result' &&
      id.properties.every(
        (property) =>
          property.type === 'Property' &&
          keyName(property.key) === 'rowsChanged' &&
          property.value.type === 'Identifier' &&
          this.#declare(property.value, 'rows-changed'),
      )
    )
  }

  /** An expression that stands alone, or fills a variable of the function. */
  #assigned(expression: Node): boolean {
    const node = unwrap(expression)
    const isOwn =
      node.type === 'AssignmentExpression' &&
      node.operator === '=' &&
      node.left.type === 'Identifier' &&
      this.#isOwnVariable(node.left)
    if (!isOwn) return this.#kindOf(node) !== undefined
    const kind = this.#kindOf(node.right)
    return kind !== undefined && this.#declare(node.left as Node & { name: string }, kind)
  }

  #isOwnVariable(name: Node): boolean {
    const declaration = this.#file.scopes.resolve(name)?.declaration
    return (
      declaration?.type === 'VariableDeclarator' &&
      declaration.start >= this.#body.start &&
      declaration.end <= this.#body.end
    )
  }

  #isClosing(expression: Node): boolean {
    const bare = unwrap(expression)
    const call = bare.type === 'AwaitExpression' ? unwrap(bare.argument) : bare
    const callee = call.type === 'CallExpression' ? unwrap(call.callee) : undefined
    if (callee?.type !== 'MemberExpression') return false
    return (
      /^(close|disconnect|destroy)(Sync)?$/.test(memberName(callee) ?? '') &&
      /^(connection|prepared)$/.test(this.#kindOf(callee.object) ?? '')
    )
  }

  get #source() {
    return { file: this.#file, body: this.#body }
  }

  #kindOf(expression: Node): Kind | undefined {
    const node = unwrap(expression)
    switch (node.type) {
      case 'AwaitExpression':
        return this.#kindOf(node.argument)
      case 'Identifier': {
        if (node.name === 'undefined') return 'nothing'
        const binding = this.#file.scopes.resolve(node)
        const known = binding && this.#variables.get(binding)
        return known ?? this.#connectionIn(node)
      }
      case 'Literal':
        return node.value === null && node.raw === 'null' ? 'null' : undefined
      case 'ArrayExpression':
        return this.#listed(node.elements as (Node | null)[])
      case 'ConditionalExpression': {
        if (!this.#asksWhatCame(node.test)) return undefined
        const before = this.#sent
        const left = this.#kindOf(node.consequent)
        const after = this.#sent
        this.#sent = before
        const right = this.#kindOf(node.alternate)
        if (this.#sent !== after) return undefined
        return left && right && either(left, right)
      }
      case 'LogicalExpression':
        return this.#otherwise(node)
      case 'MemberExpression':
        return this.#partOf(node)
      case 'CallExpression':
        return this.#called(node)
      default:
        return this.#connectionIn(node)
    }
  }

  #connectionIn(node: Node): 'connection' | undefined {
    return this.#connection.gives(this.#source, node) ? 'connection' : undefined
  }

  /** `[]` and `[...values]`. */
  #listed(elements: readonly (Node | null)[]): Kind | undefined {
    const [only, ...more] = elements
    if (!only) return elements.length === 0 ? 'values' : undefined
    return more.length === 0 && only.type === 'SpreadElement' && this.#kindOf(only.argument) === 'values'
      ? 'values'
      : undefined
  }

  #otherwise(node: Node & { type: 'LogicalExpression' }): Kind | undefined {
    if (node.operator === '&&') return undefined
    const before = this.#sent
    const left = this.#kindOf(node.left)
    if (left === 'rows-changed') return this.#file.textOf(node.right) === '0' ? left : undefined
    if (left !== 'row' && left !== 'values') return this.#connectionIn(node)
    const sent = this.#sent
    const right = this.#kindOf(node.right)
    if (this.#sent !== sent || (left === 'values' && sent !== before)) return undefined
    if (left === 'values') return right === 'values' || right === 'nothing' ? left : undefined
    return right === 'null' || right === 'nothing' ? either(left, right) : undefined
  }

  #partOf(node: Node & { type: 'MemberExpression' }): Kind | undefined {
    if (node.computed)
      return this.#file.textOf(node.property) === '0' && this.#kindOf(node.object) === 'rows'
        ? 'row'
        : undefined
    if (memberName(node) === 'rowsChanged')
      return this.#kindOf(node.object) === 'result' ? 'rows-changed' : undefined
    return this.#connectionIn(node)
  }

  #called(call: Node & { type: 'CallExpression' }): Kind | undefined {
    const callee = unwrap(call.callee)
    const given = call.arguments as Node[]
    if (callee.type !== 'MemberExpression') {
      const isNumber = callee.type === 'Identifier' && callee.name === 'Number' && given.length === 1
      if (isNumber && this.#kindOf(given[0]!) === 'rows-changed') return 'rows-changed'
      const beside = given[0] && this.#kindOf(given[0]) === 'sql' ? this.#functionBeside(callee) : undefined
      return beside ? this.#handedOn(beside, given) : this.#connectionIn(call)
    }
    const method = memberName(callee) ?? ''
    const own = unwrap(callee.object).type === 'ThisExpression' ? this.#ownMethod(callee, method) : undefined
    if (own && given[0] && this.#kindOf(given[0]) === 'sql') return this.#handedOn(own, given)
    const format = formatOf[method]
    if (format && given.length === 0 && this.#kindOf(callee.object) === 'result') {
      if (this.#rows && this.#rows !== format) return undefined
      this.#rows = format
      return 'rows'
    }
    if (/^(run|runAndReadAll|prepare|bind)$/.test(method)) return this.#sentBy(callee.object, method, given)
    if (method === 'then' && given.length === 1)
      return this.#continued(callee.object, given[0]!) ?? this.#connectionIn(call)
    if (method === 'trim' && given.length === 0)
      return this.#kindOf(callee.object) === 'sql' ? 'sql' : undefined
    if (method === 'at' && given.length === 1 && this.#file.textOf(given[0]!) === '0')
      return this.#kindOf(callee.object) === 'rows' ? 'row' : undefined
    if (method === 'map' && this.#options.ofClass && given.length === 1)
      return mapperOf(this.#file, given[0]!) !== undefined && this.#kindOf(callee.object) === 'rows'
        ? 'rows'
        : undefined
    return this.#connectionIn(call)
  }

  #sentBy(object: Node, method: string, given: readonly Node[]): Kind | undefined {
    const by = this.#kindOf(object)
    if (by === 'prepared') {
      if (method === 'bind') return this.#takesValues(given) ? 'bound' : undefined
      if (method === 'prepare' || given.length > 0) return undefined
    } else {
      const [sql, ...values] = given
      if (by !== 'connection' || method === 'bind' || !sql || this.#kindOf(sql) !== 'sql') return undefined
      this.#connection.gives(this.#source, object, true)
      if (method === 'prepare') return values.length === 0 ? 'prepared' : undefined
      if (values.length > 0 && !this.#takesValues(values)) return undefined
    }
    this.#sent += 1
    return 'result'
  }

  #takesValues([values, ...more]: readonly Node[]): boolean {
    const kind = values && more.length === 0 ? this.#kindOf(values) : undefined
    if (kind === 'values') this.#isValuesSent = true
    return kind === 'values' || kind === 'nothing'
  }

  #ownMethod(callee: Node, name: string): AnyFunction | undefined {
    if (!this.#options.ofClass) return undefined
    const found = enclosingClass(callee)?.body.body.find(
      (member) =>
        member.type === 'MethodDefinition' &&
        member.kind === 'method' &&
        !member.static &&
        keyName(member.key) === name &&
        member.value.body,
    )
    return found?.type === 'MethodDefinition' ? found.value : undefined
  }

  #functionBeside(callee: Node): AnyFunction | undefined {
    const binding = callee.type === 'Identifier' ? this.#file.scopes.resolve(callee) : undefined
    if (!binding || binding.scope !== this.#file.program || binding.references.some(isAssigned))
      return undefined
    const found = functionOf(binding.declaration)
    return found && isFunction(found) ? found : undefined
  }

  /** `this.query(sql, values)` or `query(sql, values)`, which does what that method or function does. */
  #handedOn(method: AnyFunction, [, ...values]: readonly Node[]): Kind | undefined {
    if (this.#callers.has(method)) return undefined
    const isSpread = values[0]?.type === 'SpreadElement'
    if (values.length > 0) {
      if (isSpread !== ((method.params[1] as Node | undefined)?.type === 'RestElement')) return undefined
      const handed = isSpread ? (values[0] as Node & { type: 'SpreadElement' }).argument : values[0]!
      if (!this.#takesValues([handed, ...values.slice(1)])) return undefined
    }
    const sent = new StatementReader(this.#project, this.#file, method, this.#options, this.#callers).read()
    if (!sent || (sent.rows && this.#rows && sent.rows !== this.#rows)) return undefined
    this.#rows ??= sent.rows
    this.#sent += 1
    return sent.gives
  }

  /** `.then((reader) => reader.getRowObjectsJS())`. */
  #continued(object: Node, callback: Node): Kind | undefined {
    const next = unwrap(callback)
    const [parameter] = isFunction(next) ? (next.params as Node[]) : []
    if (!isFunction(next) || next.generator || parameter?.type !== 'Identifier') return undefined
    const kind = this.#kindOf(object)
    if (!kind || !this.#declare(parameter, kind)) return undefined
    if (kind === 'connection') this.#connection.gives(this.#source, object, true)
    const ends = this.#ends
    this.#ends = []
    const isRead = this.#content(next)
    const [first, ...more] = this.#ends
    this.#ends = ends
    if (!isRead || !first || more.some(({ gives, sent }) => gives !== first.gives || sent !== first.sent))
      return undefined
    this.#sent = first.sent
    return first.gives
  }

  /** `values.length`, `rows.length > 0`: nothing but what was given and what came decides. */
  #asksWhatCame(test: Node): boolean {
    const node = unwrap(test)
    switch (node.type) {
      case 'Literal':
        return true
      case 'UnaryExpression':
        return node.operator === '!' && this.#asksWhatCame(node.argument)
      case 'BinaryExpression':
      case 'LogicalExpression':
        return this.#asksWhatCame(node.left as Node) && this.#asksWhatCame(node.right)
      case 'MemberExpression':
        return memberName(node) === 'length' && this.#asksWhatCame(node.object)
      case 'Identifier': {
        const binding = this.#file.scopes.resolve(node)
        const kind = binding && this.#variables.get(binding)
        return node.name === 'undefined' || /^(values|rows|row)$/.test(kind ?? '')
      }
      default:
        return false
    }
  }
}

function either(left: Kind, right: Kind): Kind | undefined {
  if (left === right) return left
  const kinds = new Set([left, right])
  if (kinds.has('row') && kinds.has('null')) return 'row-or-null'
  return kinds.has('row') && kinds.has('nothing')
    ? 'row'
    : kinds.has('values') && kinds.has('nothing')
      ? 'values'
      : undefined
}

function identifierOf(parameter: Node): (Node & { readonly name: string }) | undefined {
  if (parameter.type === 'AssignmentPattern') return identifierOf(parameter.left)
  if (parameter.type === 'RestElement') return identifierOf(parameter.argument)
  return parameter.type === 'Identifier' ? parameter : undefined
}

/** True where nothing after the statement is reached. */
function endsAlways(statement: Node): boolean {
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
      return true
    case 'BlockStatement':
      return (statement.body as Node[]).some(endsAlways)
    case 'IfStatement':
      return (
        statement.alternate != null && endsAlways(statement.consequent) && endsAlways(statement.alternate)
      )
    case 'TryStatement':
      return endsAlways(statement.block)
    default:
      return false
  }
}

function returns(statement: Node): boolean {
  let found = false
  walk(statement, (node) => {
    if (node.type === 'ReturnStatement') found = true
    return !found && !isFunction(node)
  })
  return found
}

/** `catch (error) { throw error }`. */
function throwsAgain(file: SourceFile, { param, body }: Node & { type: 'CatchClause' }): boolean {
  const [only, ...more] = body.body as Node[]
  return (
    param?.type === 'Identifier' &&
    more.length === 0 &&
    only?.type === 'ThrowStatement' &&
    file.textOf(only.argument) === param.name
  )
}

/** The module's function in `map(f)` and `map((row) => f(row))`. */
export function mapperOf(file: SourceFile, callback: Node): string | undefined {
  const mapper = unwrap(callback)
  const name = mapper.type === 'Identifier' ? mapper.name : handsOnTo(mapper)
  return name !== undefined && file.scopes.topLevel(name) ? name : undefined
}

function handsOnTo(mapper: Node): string | undefined {
  if (mapper.type !== 'ArrowFunctionExpression' || mapper.params.length !== 1) return undefined
  const body = unwrap(mapper.body as Node)
  if (body.type !== 'CallExpression' || body.callee.type !== 'Identifier' || body.arguments.length !== 1)
    return undefined
  const argument = unwrap(body.arguments[0] as Node)
  const parameter = identifierOf(mapper.params[0] as Node)
  return argument.type === 'Identifier' && argument.name === parameter?.name ? body.callee.name : undefined
}
