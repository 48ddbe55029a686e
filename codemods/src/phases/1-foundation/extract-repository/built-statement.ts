import type { ClientMethod } from '../../../clients/client-profile.js'
import { codeStyleOf } from '../../../edits/code-style.js'
import type { Planning } from '../../../plan/planning.js'
import type { Range } from '../../../plan/proposal.js'
import type { MethodParameter } from '../../../repositories/repository-method.js'
import { camelCase } from '../../../sql/method-name.js'
import {
  enclosingFunction,
  isFunction,
  isWithin,
  memberName,
  type Node,
  outermost,
  rootOf,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import { type Binding, isAssigned, isTarget } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { begins, mayChangeMore, openingsOf } from '../inject-repository/argument-variable.js'
import type { CallSite, ParameterValue } from '../inject-repository/call-site.js'
import { constantText } from '../parametrize-sql/constant-text.js'
import { sqlLiteral } from '../parametrize-sql/parametrize-sql.js'
import { builtText } from './built-text.js'
import { type TypeNeeds, typeArgumentNeeds, typeNameNeeds } from './type-argument.js'

/** A statement whose SQL and values are put together right before it is sent: optional conditions, lists of placeholders. */
export interface BuiltStatement {
  /** What puts it together, in order, with the comments that belong to it. */
  readonly ranges: readonly Range[]
  /** Where other calls name what is put together here: they need it as long as they stay. */
  readonly shared: readonly Range[]
  /** What is written otherwise in a method: names, and constants, which are written out there. */
  readonly renamed: readonly (Range & { readonly text: string })[]
  /** Source text of the SQL. */
  readonly sql: string
  /** The second argument of the call, as source text; absent without parameters. */
  readonly argument?: string
  /** What it is put together from, as the caller and as a method names it. */
  readonly values: readonly ParameterValue[]
  readonly parameters: readonly MethodParameter[]
  /** Every name that is declared in it. */
  readonly declared: readonly string[]
  readonly needs: TypeNeeds
  /** Its SQL with every optional part, and with none. */
  readonly texts: readonly [string, string]
}

/** Undefined where any of the SQL's text is only known at run time, or where the code does more than put it together. */
export function builtStatement(
  planning: Planning,
  file: SourceFile,
  { method, touch }: CallSite,
): BuiltStatement | undefined {
  const call = touch.call as Node
  const [sql, ...rest] = (touch.call.arguments as Node[]).slice(touch.sqlAt ?? 0)
  if (!sql || enclosingFunction(call) === undefined) return undefined
  const argument = valuesOf(method, rest)
  if (!argument) return undefined
  const building = new Building(planning, file, call, [sql, ...rest])
  const statements = building.statements()
  const free = statements && building.freeNames(statements)
  if (!free || free.size === 0 || free.size > mostParameters) return undefined
  // A whole statement is no parameter.
  if ([...free.values()].includes(unwrap(sql))) return undefined
  const isFixed = () => [...free.values()].every((name) => isPlain(planning, file, name))
  if (!isRightBefore(file, statements, call, isFixed)) return undefined
  const texts = (['all', 'none'] as const).map((parts) => builtText(planning, file, statements, sql, parts))
  const [all, none] = texts
  if (all === undefined || none === undefined) return undefined
  const names = namesOf(free, statements)
  const taken = names && parametersOf(planning, file, free, names, statements)
  if (!taken) return undefined
  const other = [...names].flatMap(([binding, text]) =>
    binding.name === text ? [] : binding.references.map(({ start, end }) => ({ start, end, text })),
  )
  const renamed = [...other, ...building.constants]
  const shown = (node: Node) => written(file, node, renamed)
  return {
    ranges: rangesOf(file, statements),
    shared: building.shared,
    renamed,
    sql: shown(sql),
    ...(argument.length > 0 && { argument: argumentText(method, argument, shown) }),
    ...taken,
    declared: [...declaredIn(statements), ...names.values()],
    texts: [all, none],
  }
}

/** A comment above a further statement, or behind one, is about that; one above the first may be about the call. */
function rangesOf(file: SourceFile, statements: readonly Node[]): Range[] {
  let last = Number.POSITIVE_INFINITY
  return statements.map((statement) => {
    let { start, end } = statement
    for (const comment of [...file.comments].reverse()) {
      if (comment.start >= end && /^[ \t]*;?[ \t]*$/.test(file.text.slice(end, comment.start)))
        end = comment.end
      if (comment.end > start || comment.start < last) continue
      if (!/^\s*$/.test(file.text.slice(comment.end, start))) break
      start = comment.start
    }
    last = end
    return { start, end }
  })
}

const mostParameters = 8

/** What a call passes beside its SQL; undefined where that is no list. */
function valuesOf({ parameters }: ClientMethod, rest: readonly Node[]): readonly Node[] | undefined {
  const isList =
    rest.length === 0 ||
    parameters === 'variadic' ||
    (parameters === 'array' && rest.length === 1 && unwrap(rest[0]!).type !== 'ObjectExpression')
  return isList ? rest : undefined
}

function argumentText(
  { parameters }: ClientMethod,
  values: readonly Node[],
  shown: (node: Node) => string,
): string {
  const [first] = values
  if (parameters !== 'variadic') return shown(first!)
  const list = values.length === 1 && first!.type === 'SpreadElement' ? first!.argument : undefined
  return list ? shown(list) : `[${values.map(shown).join(', ')}]`
}

/** A node's text with other names. */
function written(file: SourceFile, node: Node, renamed: BuiltStatement['renamed']): string {
  const inside = renamed.filter((each) => isWithin(each, node)).sort((a, b) => b.start - a.start)
  let text = file.textOf(node)
  for (const { start, end, text: name } of inside)
    text = text.slice(0, start - node.start) + name + text.slice(end - node.start)
  return text.replaceAll('\r\n', '\n')
}

/** The names of parameters: a constant's is no parameter's. Undefined where one of them is declared inside as well. */
function namesOf(
  free: ReadonlyMap<Binding, Node>,
  statements: readonly Node[],
): Map<Binding, string> | undefined {
  const names = new Map(
    [...free.keys()].map((binding) => {
      const { name, references } = binding
      // `{ NAME }` is a member's name as well.
      const isMember = references.some(({ parent }) => parent?.type === 'Property' && parent.shorthand)
      const isConstant = /^[A-Z][A-Z0-9_]*$/.test(name) && !isMember
      const text = isConstant ? camelCase(name.toLowerCase()) : name
      return [binding, isKeyword(text) ? name : text] as const
    }),
  )
  const given = new Set(names.values())
  const declared = declaredIn(statements)
  return given.size === names.size && !declared.some((name) => given.has(name)) ? names : undefined
}

function isKeyword(name: string): boolean {
  return /^(await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield|arguments|eval)$/.test(
    name,
  )
}

/** Names that statements declare, also further inside. */
function declaredIn(statements: readonly Node[]): string[] {
  const names: string[] = []
  for (const statement of statements)
    walk(statement, (node) => {
      if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier') names.push(node.id.name)
      if (isFunction(node))
        for (const each of node.params as Node[]) if (each.type === 'Identifier') names.push(each.name)
      return true
    })
  return names
}

/** Looks in the statements before a call for what puts its arguments together. */
class Building {
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

function isType(node: Node): boolean {
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

/** True where nothing that matters runs between what puts the statement together and the call that sends it. */
function isRightBefore(
  file: SourceFile,
  statements: readonly Node[],
  call: Node,
  isFixed: () => boolean,
): boolean {
  const [first] = statements
  if (!first) return true
  let block: Node | undefined | null = first.parent
  if (statements.some(({ parent }) => parent !== block)) return false
  const opening = openingsOf(file, call)
  let from = first.start
  while (block?.type === 'BlockStatement') {
    const rest: Node[] = (block.body as Node[]).filter(({ start }) => start >= from)
    const sending = rest.find((each) => isWithin(call, each))
    if (!sending) return false
    const others = rest.filter((each) => each.start < sending.start && !statements.includes(each))
    if (others.some((each) => !isHarmless(each, opening)) && !isFixed()) return false
    if (sending.type !== 'TryStatement') return sends(file, sending, call)
    // What throws while it is put together would be caught there, and no type tells that nothing does.
    if (sending.handler && !file.typed && !isFixed()) return false
    block = sending.block as Node
    from = block.start
  }
  return false
}

/** True where a call is the first thing that a statement does, or one of several that it sends together. */
function sends(file: SourceFile, statement: Node, call: Node): boolean {
  const list = outermost(call).parent
  const all = list && outermost(list).parent
  if (list?.type !== 'ArrayExpression' || all?.type !== 'CallExpression') return begins(statement, call)
  const before = (list.elements as (Node | null)[]).slice(0, list.elements.indexOf(outermost(call) as never))
  const isTogether =
    /^Promise\s*\.\s*all(Settled)?$/.test(file.textOf(all.callee)) &&
    before.every((each) => each !== null && isCallBeside(file, each, call))
  return isTogether && begins(statement, all)
}

/** True for a name in what another call of the same client is given, in the same function. */
function isBesideCall(file: SourceFile, name: Node, call: Node): boolean {
  if (enclosingFunction(name) !== enclosingFunction(call)) return false
  for (let at: Node | undefined | null = name; at && !at.type.endsWith('Statement'); at = at.parent)
    if (at !== name && isCallBeside(file, at, call))
      return !isWithin(name, (at as typeof call & { callee: Node }).callee)
  return false
}

function isCallBeside(file: SourceFile, node: Node, call: Node): boolean {
  if (node.type !== 'CallExpression' || call.type !== 'CallExpression' || node === call) return false
  const [own, other] = [unwrap(call.callee), unwrap(node.callee)]
  const on = (callee: Node) =>
    file.textOf(callee.type === 'MemberExpression' ? (callee.object as Node) : callee)
  return own.type === other.type && on(own) === on(other)
}

/** True for what holds a text, a number or the like, which nobody else can change. */
function isPlain(planning: Planning, file: SourceFile, name: Node): boolean {
  const type = planning.oracle.typeAt(file.path, name.start, name.end)
  return type?.base !== undefined && !/^(array|Date)$/.test(type.base)
}

function isHarmless(statement: Node, opening: readonly Node[]): boolean {
  return statement.type === 'VariableDeclaration' && !mayChangeMore(statement, [statement], opening)
}

/** Each name as a parameter, with the type that it has where it comes from; undefined where that has no name. */
function parametersOf(
  planning: Planning,
  file: SourceFile,
  free: ReadonlyMap<Binding, Node>,
  names: ReadonlyMap<Binding, string>,
  statements: readonly Node[],
): Pick<BuiltStatement, 'values' | 'parameters' | 'needs'> | undefined {
  const { project } = planning.survey
  const values: ParameterValue[] = []
  const parameters: MethodParameter[] = []
  const needs: TypeNeeds[] = []
  for (const [binding, node] of free) {
    const type = file.typed ? typeOf(planning, file, binding, node) : { text: 'any' }
    if (!type) return undefined
    if (type.needs) needs.push(type.needs)
    values.push({ text: binding.name, node })
    parameters.push({ name: names.get(binding)!, type: type.text })
  }
  let haveNames = true
  for (const statement of statements)
    walk(statement, (node) => {
      if (!isType(node)) return haveNames
      const inside = typeArgumentNeeds(project, file, node)
      if (inside) needs.push(inside)
      else haveNames = false
      return false
    })
  if (!haveNames) return undefined
  return {
    values,
    parameters,
    needs: {
      imports: needs.flatMap(({ imports }) => imports),
      exports: needs.flatMap(({ exports }) => exports),
    },
  }
}

function typeOf(
  planning: Planning,
  file: SourceFile,
  { identifier, declaration, name }: Binding,
  node: Node,
): { readonly text: string; readonly needs?: TypeNeeds } | undefined {
  const { project } = planning.survey
  const declared = identifier as Node & {
    readonly typeAnnotation?: { readonly typeAnnotation: Node } | null
    readonly optional?: boolean
  }
  const written = declared.typeAnnotation?.typeAnnotation
  const isWhole = written && (declaration.type !== 'VariableDeclarator' || declaration.id === identifier)
  if (isWhole) {
    const needs = typeArgumentNeeds(project, file, written)
    return needs && { text: file.textOf(written) + (declared.optional ? ' | undefined' : ''), needs }
  }
  const type = planning.oracle.typeAt(file.path, node.start, node.end)
  if (!type) return undefined
  if (type.isAny) return { text: 'any' }
  const nothing = `${type.canBeNull ? ' | null' : ''}${type.canBeUndefined ? ' | undefined' : ''}`
  if (type.base && type.base !== 'array') {
    const isOneOfSome = /^"[^"]*"( \| "[^"]*")+$/.test(type.text)
    return { text: isOneOfSome ? type.text : `${type.base}${nothing}` }
  }
  if (/^(readonly )?(string|number|bigint|boolean|unknown|any)\[\]$/.test(type.text))
    return { text: type.text }
  const [, named, list = ''] = /^([A-Za-z_]\w*)(\[\])?$/.exec(type.text) ?? []
  const needs = named === undefined || named === name ? undefined : typeNameNeeds(project, file, named)
  return needs && { text: `${named}${list}`, needs }
}
