import type { Planning } from '../../../plan/planning.js'
import { isFunction, keyName, memberName, type Node, unwrap } from '../../../survey/nodes.js'
import type { Binding } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { constantText } from '../parametrize-sql/constant-text.js'

/** What a variable holds while a statement is put together: texts, lists and objects of these, and what only run time knows. */
type Held = string | readonly Held[] | ReadonlyMap<string, Held> | null
const unknown = null

/** The optional parts that are there: every one, none, or those that the tests among these let in. */
export type Parts = 'all' | 'none' | readonly Node[]

/** Puts a statement's SQL together as the code does. Undefined where any of its text is only known at run time. */
export function builtText(
  planning: Planning,
  file: SourceFile,
  statements: readonly Node[],
  sql: Node,
  parts: Parts,
): string | undefined {
  const builder = new TextBuilder(planning, file, parts)
  for (const statement of statements) if (!builder.run(statement)) return undefined
  const text = builder.valueOf(sql)
  return typeof text === 'string' ? text : undefined
}

class TextBuilder {
  readonly #planning: Planning
  readonly #file: SourceFile
  readonly #parts: Parts
  readonly #held = new Map<Binding, Held>()

  constructor(planning: Planning, file: SourceFile, parts: Parts) {
    this.#planning = planning
    this.#file = file
    this.#parts = parts
  }

  /** False for a statement whose meaning is not known. */
  run(statement: Node): boolean {
    switch (statement.type) {
      case 'BlockStatement':
        return statement.body.every((each) => this.run(each as Node))
      case 'VariableDeclaration':
        return statement.declarations.every(({ id, init }) =>
          this.#hold(id as Node, init ? this.valueOf(init) : unknown),
        )
      case 'IfStatement': {
        const branch = this.#isTaken(statement.test) ? statement.consequent : statement.alternate
        return branch === null || this.run(branch)
      }
      case 'SwitchStatement': {
        const { cases } = statement
        const fallback = cases.findIndex(({ test }) => test === null)
        const from = this.#parts !== 'all' && fallback >= 0 ? fallback : 0
        for (const each of cases.slice(from).flatMap(({ consequent }) => consequent)) {
          if (each.type === 'BreakStatement') break
          if (!this.run(each as Node)) return false
        }
        return true
      }
      case 'ForOfStatement':
        return this.#parts !== 'all' || this.run(statement.body)
      case 'ExpressionStatement':
        return this.#change(unwrap(statement.expression))
      default:
        return false
    }
  }

  #hold(name: Node, value: Held): boolean {
    const binding = name.type === 'Identifier' ? this.#file.scopes.resolve(name) : undefined
    if (binding) this.#held.set(binding, value)
    return binding !== undefined
  }

  #change(expression: Node): boolean {
    if (expression.type === 'AssignmentExpression') {
      const name = expression.left as Node
      if (expression.operator === '=') return this.#hold(name, this.valueOf(expression.right))
      return (
        expression.operator === '+=' &&
        this.#hold(name, joined([this.valueOf(name), this.valueOf(expression.right)]))
      )
    }
    if (expression.type !== 'CallExpression') return false
    const callee = unwrap(expression.callee)
    if (callee.type !== 'MemberExpression' || memberName(callee) !== 'push') return false
    const list = this.valueOf(callee.object as Node)
    const added = (expression.arguments as Node[]).flatMap((given) => this.#elements(given))
    return Array.isArray(list) && this.#hold(unwrap(callee.object as Node), [...list, ...added])
  }

  #elements(given: Node): Held[] {
    if (given.type !== 'SpreadElement') return [this.valueOf(given)]
    const spread = this.valueOf(given.argument)
    return Array.isArray(spread) ? spread : [unknown]
  }

  valueOf(expression: Node): Held {
    const node = unwrap(expression)
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string' || typeof node.value === 'number' ? String(node.value) : unknown
      case 'TemplateLiteral':
        return joined(
          node.quasis.flatMap(({ value }, index): Held[] => {
            const filled = node.expressions[index] as Node | undefined
            return [value.cooked ?? unknown, ...(filled ? [this.valueOf(filled)] : [])]
          }),
        )
      case 'BinaryExpression':
        return node.operator === '+'
          ? joined([this.valueOf(node.left as Node), this.valueOf(node.right)])
          : this.#ofItsType(node)
      case 'ConditionalExpression':
        return this.valueOf(this.#isTaken(node.test) ? node.consequent : node.alternate)
      case 'LogicalExpression': {
        const left = this.valueOf(node.left)
        if (typeof left !== 'string' || node.operator === '&&') return this.#ofItsType(node)
        return left === '' && node.operator === '||' ? this.valueOf(node.right) : left
      }
      case 'ArrayExpression':
        return node.elements.flatMap((element) => (element ? this.#elements(element as Node) : [unknown]))
      case 'Identifier': {
        const binding = this.#file.scopes.resolve(node)
        if (binding && this.#held.has(binding)) return this.#held.get(binding)!
        return this.#ofItsType(node)
      }
      case 'MemberExpression':
        return this.#member(node) ?? this.#ofItsType(node)
      case 'ObjectExpression':
        return this.#object(node)
      case 'CallExpression': {
        const given = this.#called(node)
        return given === unknown ? this.#ofItsType(node) : given
      }
      default:
        return unknown
    }
  }

  #object(node: Node & { type: 'ObjectExpression' }): Held {
    const members = new Map<string, Held>()
    for (const property of node.properties) {
      const name = property.type === 'Property' && !property.computed ? keyName(property.key) : undefined
      if (property.type !== 'Property' || name === undefined) return unknown
      members.set(name, this.valueOf(property.value))
    }
    return members
  }

  /** `columns[asked]` is one of its members: the first of them, or the last. */
  #member(node: Node & { type: 'MemberExpression' }): Held {
    const members = this.valueOf(node.object as Node)
    if (!(members instanceof Map)) return unknown
    const values = [...(members as ReadonlyMap<string, Held>).values()]
    const name = node.computed ? this.valueOf(node.property) : keyName(node.property)
    if (typeof name === 'string' && !node.computed) return members.get(name) ?? unknown
    return values.every((value) => typeof value === 'string')
      ? ((this.#parts === 'all' ? values[0] : values.at(-1)) ?? unknown)
      : unknown
  }

  /** A constant's text; a number's, and one of the texts that a type names. */
  #ofItsType(node: Node): Held {
    const constant = constantText(this.#planning, this.#file, node)
    if (constant !== undefined) return constant
    const type = this.#planning.oracle.typeAt(this.#file.path, node.start, node.end)
    if (!type || type.canBeNull || type.canBeUndefined) return unknown
    if (type.base === 'number') return '1'
    if (!/^"[^"]*"( \| "[^"]*")+$/.test(type.text)) return unknown
    const texts = type.text.split(' | ').map((text) => text.slice(1, -1))
    return (this.#parts === 'all' ? texts.at(-1) : texts[0]) ?? unknown
  }

  #called(node: Node & { type: 'CallExpression' }): Held {
    const callee = unwrap(node.callee)
    if (callee.type !== 'MemberExpression') return unknown
    const [first] = node.arguments as Node[]
    const method = memberName(callee)
    if (method === 'fill' && first && isArrayOfLength(callee.object as Node)) return [this.valueOf(first)]
    if (method === 'from' && isNamed(callee.object as Node, 'Array'))
      return [this.#given(node.arguments[1] as Node)]
    const on = this.valueOf(callee.object as Node)
    if (method === 'map' && first) return [this.#given(first)]
    if (method === 'trim') return typeof on === 'string' ? on.trim() : unknown
    if (!Array.isArray(on)) return unknown
    if (method === 'filter' && first && isNamed(first, 'Boolean'))
      return on.includes(unknown) ? unknown : on.filter(Boolean)
    if (method === 'join' && node.arguments.length <= 1) {
      const between = first ? this.valueOf(first) : ','
      return typeof between !== 'string'
        ? unknown
        : joined(on.flatMap((each, index) => (index === 0 ? [each] : [between, each])))
    }
    return unknown
  }

  /** What `() => '?'` gives for an element. */
  #given(callback: Node | undefined): Held {
    const fn = callback && unwrap(callback)
    return isFunction(fn) && fn.type === 'ArrowFunctionExpression' && fn.expression
      ? this.valueOf(fn.body as Node)
      : unknown
  }

  #isTaken(test: Node): boolean {
    const known = this.#truth(unwrap(test))
    return known ?? (this.#parts === 'all' || (this.#parts !== 'none' && this.#parts.includes(test)))
  }

  /** `conditions.length > 0` and `where` tell by what has been put together; what is asked of anything else may be either. */
  #truth(test: Node): boolean | undefined {
    if (test.type === 'UnaryExpression' && test.operator === '!') {
      const inner = this.#truth(unwrap(test.argument))
      return inner === undefined ? undefined : !inner
    }
    if (test.type === 'BinaryExpression') {
      const length = this.#lengthOf(unwrap(test.left as Node))
      const right = unwrap(test.right)
      if (length === undefined || right.type !== 'Literal' || typeof right.value !== 'number')
        return undefined
      if (test.operator === '>') return length > right.value
      if (test.operator === '>=') return length >= right.value
      if (/^!==?$/.test(test.operator)) return length !== right.value
      return /^===?$/.test(test.operator) ? length === right.value : undefined
    }
    const length = this.#lengthOf(test)
    if (length !== undefined) return length > 0
    const value = test.type === 'Identifier' ? this.#heldBy(test) : undefined
    return typeof value === 'string' ? value !== '' : undefined
  }

  #lengthOf(node: Node): number | undefined {
    if (node.type !== 'MemberExpression' || memberName(node) !== 'length') return undefined
    const list = this.#heldBy(unwrap(node.object as Node))
    return Array.isArray(list) || typeof list === 'string' ? list.length : undefined
  }

  #heldBy(name: Node): Held | undefined {
    const binding = name.type === 'Identifier' ? this.#file.scopes.resolve(name) : undefined
    return binding && this.#held.get(binding)
  }
}

function joined(pieces: readonly Held[]): Held {
  return pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : unknown
}

function isNamed(node: Node, name: string): boolean {
  const bare = unwrap(node)
  return bare.type === 'Identifier' && bare.name === name
}

/** `Array(ids.length)`, `new Array(ids.length)`. */
function isArrayOfLength(node: Node): boolean {
  const made = unwrap(node)
  return (
    (made.type === 'CallExpression' || made.type === 'NewExpression') && isNamed(made.callee as Node, 'Array')
  )
}
