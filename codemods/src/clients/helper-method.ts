import type { Accessor } from '../model.js'
import type { RowConversion } from '../sql/typescript-type.js'
import { classOf, functionOf } from '../survey/exports.js'
import {
  type AnyFunction,
  isClass,
  isFunction,
  keyName,
  memberName,
  type Node,
  unwrap,
  walk,
} from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import type { SourceFile } from '../survey/source-file.js'
import { type ClientMethod, formatOf } from './client-profile.js'

const known = new WeakMap<AnyFunction, { readonly method: ClientMethod | undefined }>()

/**
 * What an exported `query(sql, parameters)` does, where it does nothing but send its statement to the hidden connection
 * and read the rows: the injected database can then stand in for it. Undefined where it does anything more.
 */
export function helperMethod(project: Project, accessor: Accessor): ClientMethod | undefined {
  if (accessor.kind !== 'helper') return undefined
  const file = project.source(accessor.module)
  const body = file && helperFunction(project, accessor)
  if (!file || !body) return undefined
  const found = known.get(body) ?? { method: new HelperReader(file, body).read(accessor) }
  known.set(body, found)
  return found.method
}

export function helperFunction(project: Project, accessor: Accessor): AnyFunction | undefined {
  const declared = project.declarationOf(accessor.module, accessor.export)
  if (declared?.export.kind !== 'local' || declared.file !== accessor.module) return undefined
  const { node } = declared.export
  if (!accessor.member) {
    const body = functionOf(node)
    return body && isFunction(body) ? body : undefined
  }
  const owner = classOf(node)
  if (!isClass(owner)) return undefined
  const member = owner.body.body.find(
    (candidate) => candidate.type === 'MethodDefinition' && keyName(candidate.key) === accessor.member,
  )
  return member?.type === 'MethodDefinition' ? member.value : undefined
}

type Kind = 'result' | 'rows' | 'row' | 'row-or-null' | 'other'

/** Reads the statements of a helper one by one; gives up at the first that it does not know. */
class HelperReader {
  readonly #file: SourceFile
  readonly #body: AnyFunction
  readonly #variables = new Map<string, Kind>()
  readonly #sql: string | undefined
  readonly #values: string | undefined
  readonly #parameters: ClientMethod['parameters']
  #rows: RowConversion['rows'] | undefined
  #sent = 0
  #returned: Kind | undefined

  constructor(file: SourceFile, body: AnyFunction) {
    this.#file = file
    this.#body = body
    const [first, second] = body.params as Node[]
    this.#sql = nameOf(first)
    this.#values = nameOf(second)
    this.#parameters = !second ? 'none' : second.type === 'RestElement' ? 'variadic' : 'array'
  }

  read(accessor: Accessor): ClientMethod | undefined {
    const { body, params } = this.#body
    if (!body || !this.#sql || params.length > 2 || (params.length === 2 && !this.#values)) return undefined
    if (body.type !== 'BlockStatement') this.#returned = this.#kindOf(body)
    else if (!this.#statements(body.body as Node[])) return undefined
    if (this.#sent !== 1) return undefined
    const base = { name: accessor.member ?? accessor.export, parameters: this.#parameters }
    if (!this.#returned) return { ...base, result: 'nothing' }
    const result = {
      rows: 'rows',
      row: 'first-row-or-undefined',
      'row-or-null': 'first-row-or-null',
      result: undefined,
      other: undefined,
    }[this.#returned] as ClientMethod['result'] | undefined
    if (!result || !this.#rows) return undefined
    const rowDefault = this.#rowDefault()
    return { ...base, result, rows: this.#rows, ...(rowDefault !== undefined && { rowDefault }) }
  }

  #statements(statements: readonly Node[]): boolean {
    return statements.every((statement) => this.#statement(statement))
  }

  #statement(statement: Node): boolean {
    switch (statement.type) {
      case 'VariableDeclaration':
        return (
          statement.kind === 'const' &&
          statement.declarations.every(({ id, init }) => {
            if (id.type !== 'Identifier' || !init) return false
            this.#variables.set(id.name, this.#kindOf(init))
            return true
          })
        )
      case 'ExpressionStatement':
        return this.#kindOf(statement.expression) === 'result'
      case 'ReturnStatement': {
        if (this.#returned || !statement.argument) return false
        this.#returned = this.#kindOf(statement.argument)
        return this.#returned !== 'other' && this.#returned !== 'result'
      }
      case 'IfStatement':
        return (
          !statement.alternate && isGuard(statement.consequent) && !this.#mentionsParameter(statement.test)
        )
      case 'TryStatement':
        return (
          !statement.handler &&
          statement.finalizer !== null &&
          (statement.finalizer.body as Node[]).every(isClosing) &&
          this.#statements(statement.block.body as Node[])
        )
      default:
        return false
    }
  }

  #kindOf(expression: Node): Kind {
    const node = unwrap(expression)
    switch (node.type) {
      case 'AwaitExpression':
        return this.#kindOf(node.argument)
      case 'Identifier':
        return this.#variables.get(node.name) ?? 'other'
      case 'ConditionalExpression': {
        const sent = this.#sent
        const [left, right] = [this.#kindOf(node.consequent), this.#kindOf(node.alternate)]
        if (this.#sent === sent + 2) this.#sent = sent + 1
        return left === right ? left : 'other'
      }
      case 'LogicalExpression': {
        const isNothing = this.#file.textOf(node.right)
        if (this.#kindOf(node.left) !== 'row' || node.operator === '&&') return 'other'
        return isNothing === 'null' ? 'row-or-null' : isNothing === 'undefined' ? 'row' : 'other'
      }
      case 'MemberExpression':
        return node.computed &&
          this.#file.textOf(node.property) === '0' &&
          this.#kindOf(node.object) === 'rows'
          ? 'row'
          : 'other'
      case 'CallExpression':
        return this.#called(node)
      default:
        return 'other'
    }
  }

  #called(call: Node): Kind {
    if (call.type !== 'CallExpression') return 'other'
    const callee = unwrap(call.callee)
    if (callee.type !== 'MemberExpression') return 'other'
    const method = memberName(callee) ?? ''
    const format = formatOf[method]
    if (format && call.arguments.length === 0 && this.#kindOf(callee.object) === 'result') {
      if (this.#rows && this.#rows !== format) return 'other'
      this.#rows = format
      return 'rows'
    }
    if (!/^(run|runAndReadAll)$/.test(method) || this.#mentionsParameter(callee.object)) return 'other'
    const [sql, values, ...more] = call.arguments as Node[]
    if (!sql || more.length > 0 || !isNamed(sql, this.#sql)) return 'other'
    if (values && !isNamed(values, this.#values)) return 'other'
    this.#sent += 1
    return 'result'
  }

  #mentionsParameter(node: Node): boolean {
    let found = false
    walk(node, (inner) => {
      if (inner.type === 'Identifier' && (inner.name === this.#sql || inner.name === this.#values))
        found = true
      return !found
    })
    return found
  }

  #rowDefault(): string | undefined {
    const parameter = this.#body.typeParameters?.params[0]
    if (!parameter) return undefined
    return parameter.default ? this.#file.textOf(parameter.default) : 'unknown'
  }
}

function nameOf(parameter: Node | undefined): string | undefined {
  if (parameter?.type === 'AssignmentPattern') return nameOf(parameter.left)
  if (parameter?.type === 'RestElement') return nameOf(parameter.argument)
  return parameter?.type === 'Identifier' ? parameter.name : undefined
}

function isNamed(node: Node, name: string | undefined): boolean {
  const bare = unwrap(node)
  return bare.type === 'Identifier' && bare.name === name
}

/** `throw …`, alone or in a block. */
function isGuard(statement: Node): boolean {
  if (statement.type === 'BlockStatement')
    return statement.body.length === 1 && isGuard(statement.body[0] as Node)
  return statement.type === 'ThrowStatement'
}

function isClosing(statement: Node): boolean {
  if (statement.type !== 'ExpressionStatement') return false
  const call = unwrap(statement.expression)
  const callee = call.type === 'CallExpression' ? unwrap(call.callee) : undefined
  return callee?.type === 'MemberExpression' && /^(close|disconnect)(Sync)?$/.test(memberName(callee) ?? '')
}
