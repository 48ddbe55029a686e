import type { ClientMethod } from '../../../clients/client-profile.js'
import type { Planning } from '../../../plan/planning.js'
import type { Range } from '../../../plan/proposal.js'
import type { MethodParameter } from '../../../repositories/repository-method.js'
import { camelCase } from '../../../sql/method-name.js'
import {
  enclosingFunction,
  isFunction,
  isWithin,
  type Node,
  outermost,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import type { Binding } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { begins, mayChangeMore, openingsOf } from '../inject-repository/argument-variable.js'
import type { CallSite, ParameterValue } from '../inject-repository/call-site.js'
import { Building, isCallBeside } from './building.js'
import { type AskedOtherwise, guarded, isGuard } from './building-guards.js'
import { isType } from './building-statement.js'
import { builtText, type Parts } from './built-text.js'
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
  /** What is asked of it before it is sent, asked of what it is put together from. */
  readonly guards: readonly AskedOtherwise[]
  /** Its SQL with every optional part, and with none, or with one alone where it is not sent without any. */
  readonly texts: readonly string[]
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
  const isSeen = (binding: Binding) => file.scopes.lookup(call, binding.name) === binding
  if (![...free.keys()].every(isSeen)) return undefined
  // A whole statement is no parameter.
  if ([...free.values()].includes(unwrap(sql))) return undefined
  const isFixed = () => [...free.values()].every((name) => isPlain(planning, file, name))
  const guards: Node[] = []
  if (!isRightBefore(file, statements, call, guards, isFixed)) return undefined
  const guard = guarded(file, guards, statements, call, () => !file.typed && !isFixed())
  if (!guard) return undefined
  const parts: readonly Parts[] = ['all', ...(guard.oneOf ?? ['none' as const])]
  const texts = parts.map((each) => builtText(planning, file, statements, sql, each))
  if (!texts.every((text): text is string => text !== undefined)) return undefined
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
    guards: guard.edits,
    texts,
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

/** True where nothing that matters runs between what puts the statement together and the call that sends it, guards aside. */
function isRightBefore(
  file: SourceFile,
  statements: readonly Node[],
  call: Node,
  guards: Node[],
  isFixed: () => boolean,
): boolean {
  const [first] = statements
  if (!first) return true
  let block: Node | undefined | null = first.parent
  const opening = openingsOf(file, call)
  const outside = new Set(statements)
  let from = first.start
  while (block?.type === 'BlockStatement') {
    const rest: Node[] = (block.body as Node[]).filter(({ start }) => start >= from)
    const sending = rest.find((each) => isWithin(call, each))
    if (!sending) return false
    for (const each of rest) outside.delete(each)
    const others = rest.filter((each) => each.start < sending.start && !statements.includes(each))
    guards.push(...[...others, sending].filter((each) => isGuard(each, call)))
    if (others.some((each) => !isHarmless(each, opening) && !guards.includes(each)) && !isFixed())
      return false
    if (guards.includes(sending)) {
      block = (sending as Node & { type: 'IfStatement' }).consequent
      from = block.start
      if (block.type !== 'BlockStatement') return outside.size === 0 && sends(file, block, call)
      continue
    }
    if (sending.type !== 'TryStatement') return outside.size === 0 && sends(file, sending, call)
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
