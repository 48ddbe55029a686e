import { codeStyleOf } from '../../../edits/code-style.js'
import type { Planning } from '../../../plan/planning.js'
import type { Range } from '../../../plan/proposal.js'
import {
  enclosingFunction,
  isFunction,
  isWithin,
  memberName,
  type Node,
  rootOf,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import { type Binding, isAssigned, isTarget } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { constantText } from '../parametrize-sql/constant-text.js'
import { sqlLiteral } from '../parametrize-sql/parametrize-sql.js'

/** Looks in the statements before a call for what puts its arguments together. */
export class Building {
  readonly #planning: Planning
  readonly #file: SourceFile
  readonly #call: Node
  readonly #parts: readonly Node[]
  readonly #foreign = new Set<Binding>()
  /** Where other calls of the same client name what is put together. */
  readonly shared: Range[] = []
  /** Texts of constants, where their names stand. */
  readonly constants: (Range & { readonly text: string })[] = []

  constructor(planning: Planning, file: SourceFile, call: Node, parts: readonly Node[]) {
    this.#planning = planning
    this.#file = file
    this.#call = call
    this.#parts = parts
  }

  /** Undefined where an argument does more than name what has been put together. */
  statements(): Node[] | undefined {
    if (!this.#parts.every((part) => isPure(part))) return undefined
    const found = new Set<Node>()
    const owned = new Set<Binding>()
    const asked: Node[] = [...this.#parts]
    for (let part = asked.pop(); part; part = asked.pop()) {
      for (const binding of this.#namesIn(part)) {
        if (owned.has(binding) || this.#foreign.has(binding)) continue
        const own = this.#buildingOf(binding)
        if (!own) {
          this.#foreign.add(binding)
          continue
        }
        owned.add(binding)
        for (const statement of own) {
          if (found.has(statement)) continue
          found.add(statement)
          if (!this.#declaresNothingElse(statement)) return undefined
          asked.push(statement)
        }
      }
    }
    const inOrder = [...found].sort((a, b) => a.start - b.start)
    // What puts something together from a name that belongs to others as well would change it there.
    const changesOthers = inOrder.some((statement) =>
      this.#changedIn(statement).some((name) => this.#foreign.has(name)),
    )
    return changesOthers ? undefined : inOrder
  }

  /** The statements that make a variable what it is; undefined where anything else needs it, or they do more than that. */
  #buildingOf(binding: Binding): Node[] | undefined {
    const { declaration, kind } = binding
    const statement = declaration.parent
    if (
      kind !== 'variable' ||
      declaration.type !== 'VariableDeclarator' ||
      declaration.id.type !== 'Identifier'
    )
      return undefined
    if (statement?.type !== 'VariableDeclaration') return undefined
    const block = statement.parent
    if (block?.type !== 'BlockStatement' || enclosingFunction(statement) !== enclosingFunction(this.#call))
      return undefined
    const own = new Set<Node>([statement])
    const shared: Range[] = []
    for (const reference of binding.references) {
      if (this.#parts.some((part) => isWithin(reference, part))) continue
      if (isBesideCall(this.#file, reference, this.#call)) {
        shared.push(reference)
        continue
      }
      const around = (block.body as Node[]).find((each) => isWithin(reference, each))
      if (!around || around.start > this.#call.start || isWithin(this.#call, around)) return undefined
      own.add(around)
    }
    if (![...own].every((each) => isBuilding(each))) return undefined
    this.shared.push(...shared)
    return [...own]
  }

  /** False where a statement declares something beside, which is needed where it was. */
  #declaresNothingElse(statement: Node): boolean {
    if (statement.type !== 'VariableDeclaration') return true
    return statement.declarations.every(({ id }) => {
      const binding = this.#file.scopes.resolve(id as Node)
      return binding !== undefined && this.#buildingOf(binding) !== undefined
    })
  }

  #changedIn(statement: Node): Binding[] {
    const changed: Binding[] = []
    walk(statement, (node) => {
      const name =
        node.type === 'AssignmentExpression'
          ? (node.left as Node)
          : node.type === 'CallExpression' && pushedTo(node)
      const binding = name && name.type === 'Identifier' ? this.#file.scopes.resolve(name) : undefined
      if (binding) changed.push(binding)
      return true
    })
    return changed
  }

  /** Variables that an expression or statement names. */
  #namesIn(part: Node): Binding[] {
    const named: Binding[] = []
    walk(part, (node) => {
      const binding = node.type === 'Identifier' ? this.#file.scopes.resolve(node) : undefined
      if (binding && !isWithin(binding.identifier, part)) named.push(binding)
      return true
    })
    return named
  }

  /** What stays outside, by where it is named first; undefined where it may be another value by the time of the call. */
  freeNames(statements: readonly Node[]): Map<Binding, Node> | undefined {
    const inside = [...statements, ...this.#parts]
    const from = Math.min(...inside.map(({ start }) => start))
    const free = new Map<Binding, Node>()
    let isSettled = true
    for (const part of inside)
      walk(part, (node) => {
        if (node.type === 'ThisExpression') isSettled = false
        if (node.type.startsWith('TS') && isType(node)) return false
        if (this.#isConstant(node, inside)) return false
        const binding = node.type === 'Identifier' ? this.#file.scopes.resolve(node) : undefined
        if (!binding && node.type === 'Identifier' && isOfItsPlace(node)) isSettled = false
        if (!binding || free.has(binding) || inside.some((each) => isWithin(binding.identifier, each)))
          return true
        if (!/^(variable|parameter|import|catch)$/.test(binding.kind)) isSettled = false
        const isChanged = binding.references.some(
          (use) =>
            (isAssigned(use) || isTarget(use) || use.parent?.type === 'UpdateExpression') &&
            (use.start > from || enclosingFunction(use) !== enclosingFunction(this.#call)),
        )
        if (isChanged) isSettled = false
        free.set(binding, node)
        return true
      })
    return isSettled ? free : undefined
  }

  /** A constant of elsewhere is no parameter: it is what it is. */
  #isConstant(node: Node, inside: readonly Node[]): boolean {
    if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return false
    const root = rootOf(node)
    const binding = root.type === 'Identifier' ? this.#file.scopes.resolve(root) : undefined
    if (!binding || inside.some((each) => isWithin(binding.identifier, each))) return false
    const text = constantText(this.#planning, this.#file, node)
    if (text === undefined) return false
    // `{ NAME }` is a key and a value in one.
    if (!this.constants.some(({ end }) => end === node.end))
      this.constants.push(writtenOut(this.#file, node, text))
    return true
  }
}

/** The text in the place of `${name}` in a template, or as a literal in the place of the name. */
function writtenOut(file: SourceFile, node: Node, value: string): Range & { readonly text: string } {
  const before = /\$\{\s*$/.exec(file.text.slice(0, node.start))
  const after = /^\s*\}/.exec(file.text.slice(node.end))
  const literal = sqlLiteral(value, codeStyleOf(file.text, file.typed).quote)
  if (node.parent?.type === 'Property' && node.parent.shorthand)
    return { start: node.start, end: node.end, text: `${file.textOf(node)}: ${literal}` }
  const isFilling = node.parent?.type === 'TemplateLiteral' && before && after
  return isFilling && !/[`\\]|\$\{/.test(value)
    ? { start: node.start - before[0].length, end: node.end + after[0].length, text: value }
    : { start: node.start, end: node.end, text: literal }
}

/** True for what is another in each function or module, and is declared in none. */
function isOfItsPlace(name: Node & { type: 'Identifier' }): boolean {
  const { parent } = name
  const isKey =
    (parent?.type === 'MemberExpression' && parent.property === name && !parent.computed) ||
    (parent?.type === 'Property' && parent.key === name && !parent.shorthand && !parent.computed)
  return !isKey && /^(arguments|exports|module|require|__dirname|__filename)$/.test(name.name)
}

/** `list` of `list.push(…)`. */
function pushedTo(call: Node & { type: 'CallExpression' }): Node | undefined {
  const callee = unwrap(call.callee)
  return callee.type === 'MemberExpression' && memberName(callee) === 'push'
    ? unwrap(callee.object as Node)
    : undefined
}

/** True for what stands for types alone. */
export function isType(node: Node): boolean {
  return /^TS(TypeAnnotation|TypeParameterInstantiation)$/.test(node.type)
}

/** True for a statement that does nothing but put texts and lists together. */
function isBuilding(statement: Node): boolean {
  switch (statement.type) {
    case 'BlockStatement':
      return statement.body.every((each) => isBuilding(each as Node))
    case 'VariableDeclaration':
      return (
        statement.kind !== 'var' &&
        statement.declarations.every(({ id, init }) => id.type === 'Identifier' && (!init || isPure(init)))
      )
    case 'IfStatement':
      return (
        isPure(statement.test) &&
        isBuilding(statement.consequent) &&
        (statement.alternate === null || isBuilding(statement.alternate))
      )
    case 'SwitchStatement':
      return (
        isPure(statement.discriminant) &&
        statement.cases.every(({ consequent }) =>
          consequent.every((each) =>
            each.type === 'BreakStatement' ? each.label === null : isBuilding(each as Node),
          ),
        )
      )
    case 'ForOfStatement':
      return (
        !statement.await &&
        statement.left.type === 'VariableDeclaration' &&
        isPure(statement.right) &&
        isBuilding(statement.body)
      )
    case 'ExpressionStatement': {
      const expression = unwrap(statement.expression)
      if (expression.type === 'AssignmentExpression')
        return (
          /^\+?=$/.test(expression.operator) &&
          expression.left.type === 'Identifier' &&
          isPure(expression.right)
        )
      return (
        expression.type === 'CallExpression' &&
        pushedTo(expression)?.type === 'Identifier' &&
        expression.arguments.every((given) => isPure(given as Node))
      )
    }
    default:
      return false
  }
}

const pureMethods =
  /^(toString|trim|toLowerCase|toUpperCase|toISOString|replace|replaceAll|slice|substring|padStart|join|toFixed|map|filter|flatMap|fill|from|repeat|includes|startsWith|endsWith|concat|getTime|split)$/
const pureFunctions = /^(String|Number|Boolean|parseInt|parseFloat|Array)$/
const pureOf = /^(Math|Array|Object|Number)$/

/** True for an expression that changes nothing and waits for nothing, made of what any file has. */
function isPure(expression: Node): boolean {
  let pure = true
  walk(expression, (node) => {
    if (node.type.startsWith('TS') && isType(node)) return false
    if (isFunction(node)) {
      pure &&= node.type === 'ArrowFunctionExpression' && node.expression && !node.async
    } else if (node.type === 'CallExpression') {
      const callee = unwrap(node.callee)
      pure &&=
        callee.type === 'Identifier'
          ? pureFunctions.test(callee.name)
          : callee.type === 'MemberExpression' && !callee.computed && isPureMethod(callee)
    } else if (node.type === 'NewExpression') {
      const callee = unwrap(node.callee)
      pure &&= callee.type === 'Identifier' && /^(Date|Array)$/.test(callee.name)
    } else if (!allowed.test(node.type)) pure = false
    return pure
  })
  return pure
}

function isPureMethod(callee: Node & { type: 'MemberExpression' }): boolean {
  const name = memberName(callee) ?? ''
  const on = unwrap(callee.object as Node)
  return pureMethods.test(name) || (on.type === 'Identifier' && pureOf.test(on.name) && name !== 'assign')
}

const allowed =
  /^(ArrayExpression|ObjectExpression|Property|SpreadElement|TemplateLiteral|TemplateElement|Literal|Identifier|MemberExpression|BinaryExpression|LogicalExpression|ConditionalExpression|UnaryExpression|TSAsExpression|TSNonNullExpression|TSSatisfiesExpression|ParenthesizedExpression|ChainExpression)$/

/** True for a name in what another call of the same client is given, in the same function. */
function isBesideCall(file: SourceFile, name: Node, call: Node): boolean {
  if (enclosingFunction(name) !== enclosingFunction(call)) return false
  for (let at: Node | undefined | null = name; at && !at.type.endsWith('Statement'); at = at.parent)
    if (at !== name && isCallBeside(file, at, call))
      return !isWithin(name, (at as typeof call & { callee: Node }).callee)
  return false
}

/** True for another call of the same client. */
export function isCallBeside(file: SourceFile, node: Node, call: Node): boolean {
  if (node.type !== 'CallExpression' || call.type !== 'CallExpression' || node === call) return false
  const [own, other] = [unwrap(call.callee), unwrap(node.callee)]
  const on = (callee: Node) =>
    file.textOf(callee.type === 'MemberExpression' ? (callee.object as Node) : callee)
  return own.type === other.type && on(own) === on(other)
}
