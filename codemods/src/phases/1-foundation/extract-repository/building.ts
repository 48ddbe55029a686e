import { codeStyleOf } from '../../../edits/code-style.js'
import type { Planning } from '../../../plan/planning.js'
import type { Range } from '../../../plan/proposal.js'
import { enclosingFunction, isWithin, type Node, rootOf, unwrap, walk } from '../../../survey/nodes.js'
import { type Binding, isAssigned, isTarget } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { constantText } from '../parametrize-sql/constant-text.js'
import { sqlLiteral } from '../parametrize-sql/parametrize-sql.js'
import { isGuard } from './building-guards.js'
import { isBuilding, isMemberName, isPure, isType, pushedTo } from './building-statement.js'

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
      const around = this.#statementAround(block.body as Node[], reference)
      if (!around || around.start > this.#call.start) return undefined
      if (isGuard(around, this.#call) && isWithin(reference, around.test)) continue
      if (isWithin(this.#call, around)) return undefined
      own.add(around)
    }
    if (![...own].every((each) => isBuilding(each))) return undefined
    this.shared.push(...shared)
    return [...own]
  }

  /** Of a list of statements, or one that is entered on the way to the call, the one that a name stands in. */
  #statementAround(block: readonly Node[], name: Node): Node | undefined {
    const around = block.find((each) => isWithin(name, each))
    const inside = around?.type === 'IfStatement' ? around.consequent : undefined
    const isOnTheWay =
      inside?.type === 'BlockStatement' && isWithin(this.#call, inside) && isWithin(name, inside)
    return isOnTheWay ? this.#statementAround(inside.body as Node[], name) : around
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
  return !isMemberName(name) && /^(arguments|exports|module|require|__dirname|__filename)$/.test(name.name)
}

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
