import type { RowConversion } from '../sql/typescript-type.js'
import {
  type AnyFunction,
  isClass,
  isFunction,
  isHiddenMember,
  keyName,
  memberName,
  type Node,
  unwrap,
  walk,
} from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import type { SourceFile } from '../survey/source-file.js'
import { formatOf, mapperOf, StatementReader } from './statement-reader.js'

export type ClientResult =
  | 'rows'
  /** Each row an array, in the order of the columns. */
  | 'row-arrays'
  | 'first-row-or-null'
  | 'first-row-or-undefined'
  | 'rows-changed'
  | 'nothing'
  | 'script'
  | 'close'
  | 'other'

export interface ClientMethod {
  readonly name: string
  readonly result: ClientResult
  readonly parameters: 'array' | 'variadic' | 'none'
  readonly rows?: RowConversion['rows']
  /** Module-level function that every row passes through. */
  readonly mapRow?: string
  /** Default of the method's type parameter, `any` for `query<T = any>`. */
  readonly rowDefault?: string
  /** The rows' type as the method's declaration writes it, or the default of its type parameter. */
  readonly row?: { readonly file: SourceFile; readonly type: Node }
  /** Why `result` is `other`, or holds only where nobody uses what comes. */
  readonly because?: string
}

export interface ClientProfile {
  readonly className: string
  readonly methods: ReadonlyMap<string, ClientMethod>
  /** What the client's reading methods have in common; undefined when they differ, or any does more than send. */
  readonly rows: RowConversion['rows'] | undefined
  readonly mapRow: string | undefined
  readonly bigintAsNumber: boolean
}

/** Reads a legacy client's class: which method does what with a statement. */
export function profileClient(
  project: Project,
  file: SourceFile,
  className: string,
): ClientProfile | undefined {
  const declaration = file.scopes.topLevel(className)?.declaration
  if (!declaration || !isClass(declaration)) return undefined
  const members = new Map<string, AnyFunction>()
  // Nobody outside can send a statement through these.
  const hidden = new Set<string>()
  for (const member of declaration.body.body) {
    if (
      member.type === 'MethodDefinition' &&
      !member.static &&
      member.kind === 'method' &&
      member.value.body
    ) {
      const name = keyName(member.key)
      if (name) members.set(name, member.value)
      if (name && isHiddenMember(member)) hidden.add(name)
    }
  }
  const methods = new Map<string, ClientMethod>()
  for (const [name, body] of members)
    if (!hidden.has(name)) methods.set(name, profileMethod(file, members, name, body))
  const sends = (name: string) =>
    new StatementReader(project, file, members.get(name)!, { ofClass: true }).read() !== undefined
  for (const { name, parameters, result } of [...methods.values()])
    if (isReading(result) && asksOwnMethods(members, members.get(name)!) && !sends(name))
      methods.set(name, {
        name,
        parameters,
        result: 'other',
        because: 'It makes something of the rows that another method reads.',
      })
  const isReplaceable = [...methods.values()].every(
    ({ name, result }) => /^(other|close)$/.test(result) || sends(name),
  )
  const readers = [...methods.values()].filter(({ result }) => isReading(result))
  const rows = readers[0]?.rows
  const mapRow = readers[0]?.mapRow
  const agree = isReplaceable && readers.every((method) => method.rows === rows && method.mapRow === mapRow)
  return {
    className,
    methods,
    rows: agree ? rows : undefined,
    mapRow: agree ? mapRow : undefined,
    bigintAsNumber: agree && mapRow !== undefined && turnsBigintIntoNumber(file, mapRow),
  }
}

function isReading(result: ClientResult): boolean {
  return /row(s|-)/.test(result) && result !== 'rows-changed'
}

/** `value(sql)`, which takes the first of `this.row(sql)`: what it does more stays with it. */
function asksOwnMethods(members: ReadonlyMap<string, AnyFunction>, body: AnyFunction): boolean {
  let asksOwn = false
  let asksDriver = false
  walk(body, (node) => {
    const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined
    if (callee?.type !== 'MemberExpression') return
    const method = memberName(callee) ?? ''
    if (unwrap(callee.object).type === 'ThisExpression' && members.has(method)) asksOwn = true
    else if (runs.test(method)) asksDriver = true
  })
  return asksOwn && !asksDriver
}

interface Facts {
  readonly formats: Set<RowConversion['rows']>
  readonly maps: Set<string>
  inlineMap: boolean
  readsChanged: boolean
  runs: boolean
  returns: Node[]
}

const runs = /^(run|runAndRead\w*|stream\w*|start\w*|all|exec|prepare)$/

function profileMethod(
  file: SourceFile,
  members: ReadonlyMap<string, AnyFunction>,
  name: string,
  body: AnyFunction,
): ClientMethod {
  const base = { name, parameters: parametersOf(body) }
  if (/^(close|disconnect|dispose|shutdown|end)$/i.test(name)) return { ...base, result: 'close' }
  const facts: Facts = {
    formats: new Set(),
    maps: new Set(),
    inlineMap: false,
    readsChanged: false,
    runs: false,
    returns: ownReturns(body),
  }
  collectFacts(file, members, body, facts, new Set([name]))
  const other = (because: string): ClientMethod => ({ ...base, result: 'other', because })
  if (!facts.runs) return other('It runs no statement of its own caller.')
  if (body.generator) return other('It gives its rows one by one.')
  if (!body.params[0] || !takesSql(body.params[0] as Node))
    return other('Its first parameter is no SQL text.')
  if (!sendsWhatItTakes(file, members, body)) return other('It does not send its SQL and values as they are.')
  const rowDefault = typeParameterDefault(file, body)
  const changed = facts.returns.some((node) => mentions(file, node, 'rowsChanged'))
  if (changed) return { ...base, result: 'rows-changed' }
  if (facts.returns.length === 0 && base.parameters === 'none') return { ...base, result: 'script' }
  if (facts.returns.length === 0) return { ...base, result: 'nothing' }
  if (facts.formats.size !== 1) return other('How it reads rows from the driver could not be told.')
  if (facts.inlineMap || facts.maps.size > 1)
    return other('It converts rows in place; move that into one exported function.')
  const [rows] = facts.formats
  const [mapRow] = facts.maps
  const reading = { ...base, rows: rows!, ...(mapRow && { mapRow }), ...(rowDefault && { rowDefault }) }
  const texts = facts.returns.map((node) => file.textOf(node))
  const isFirst = facts.returns.some((node) => givesFirst(file, node))
  if (isFirst || texts.some((text) => /\[0\]|\.at\(0\)|\bfirst\b/.test(text))) {
    const orNull = texts.some((text) => /\?\?\s*null|\|\|\s*null|:\s*null|^null$/.test(text))
    return { ...reading, result: orNull ? 'first-row-or-null' : 'first-row-or-undefined' }
  }
  return { ...reading, result: 'rows' }
}

/** `return row`, where `row` is the first of what came: `const [row] = …`, `const row = rows[0]`. */
function givesFirst(file: SourceFile, returned: Node): boolean {
  let node = unwrap(returned)
  if (node.type === 'AwaitExpression') node = unwrap(node.argument)
  if (node.type === 'LogicalExpression') node = unwrap(node.left)
  if (node.type === 'ConditionalExpression')
    return givesFirst(file, node.consequent) || givesFirst(file, node.alternate)
  const binding = node.type === 'Identifier' ? file.scopes.resolve(node) : undefined
  const declarator = binding?.declaration
  if (declarator?.type !== 'VariableDeclarator') return false
  const made = declarator.init ? file.textOf(declarator.init as Node) : ''
  if (declarator.id.type === 'ArrayPattern')
    return declarator.id.elements[0] === binding?.identifier && !made.includes('Promise.')
  return /(\[0\]|\.at\(0\))\s*!?(\s*as\b.*)?$/.test(made)
}

function collectFacts(
  file: SourceFile,
  members: ReadonlyMap<string, AnyFunction>,
  body: AnyFunction,
  facts: Facts,
  seen: Set<string>,
): void {
  walk(body, (node) => {
    if (node.type === 'MemberExpression' && memberName(node) === 'rowsChanged') facts.readsChanged = true
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return
    const method = memberName(node.callee) ?? ''
    const format = formatOf[method]
    if (format) facts.formats.add(format)
    if (runs.test(method)) facts.runs = true
    if (method === 'map' && !isOverParameters(node.callee.object, body))
      noteMap(file, node.arguments[0] as Node | undefined, facts)
    if (unwrap(node.callee.object).type === 'ThisExpression' && !seen.has(method)) {
      seen.add(method)
      const inner = members.get(method)
      if (inner) collectFacts(file, members, inner, facts, seen)
    }
  })
}

function isOverParameters(object: Node, body: AnyFunction): boolean {
  const source = unwrap(object)
  return (
    source.type === 'Identifier' && body.params.some((parameter) => parameterName(parameter) === source.name)
  )
}

export function parameterName(parameter: Node): string | undefined {
  if (parameter.type === 'Identifier') return parameter.name
  if (parameter.type === 'AssignmentPattern' && parameter.left.type === 'Identifier')
    return parameter.left.name
  if (parameter.type === 'RestElement' && parameter.argument.type === 'Identifier')
    return parameter.argument.name
  return undefined
}

function noteMap(file: SourceFile, callback: Node | undefined, facts: Facts): void {
  const name = callback && mapperOf(file, callback)
  if (name) facts.maps.add(name)
  else facts.inlineMap = true
}

/** What the function itself returns, not what functions in it do. */
export function ownReturns(body: AnyFunction): Node[] {
  const found: Node[] = []
  walk(body.body as Node, (node) => {
    if (node.type === 'ReturnStatement' && node.argument) found.push(node.argument)
    return !isFunction(node)
  })
  return found
}

function mentions(file: SourceFile, node: Node, name: string): boolean {
  if (file.textOf(node).includes(name)) return true
  const bare = unwrap(node)
  if (bare.type !== 'Identifier') return false
  const declarator = file.scopes.resolve(bare)?.declaration
  return declarator?.type === 'VariableDeclarator' && declarator.init
    ? file.textOf(declarator.init).includes(name)
    : false
}

export function takesSql(parameter: Node): boolean {
  return /^(sql|query|statement|stmt|text|q|command|script)/i.test(parameterName(parameter) ?? '')
}

/** False where the SQL is changed or put into another statement, or the second parameter is no list of values. */
function sendsWhatItTakes(
  file: SourceFile,
  members: ReadonlyMap<string, AnyFunction>,
  body: AnyFunction,
): boolean {
  const [sql, values] = body.params.map((parameter) => parameterName(parameter))
  const isNamed = (node: Node | undefined, name: string | undefined) =>
    name !== undefined && node !== undefined && nameIn(node) === name
  let isSent = false
  let isChanged = false
  let passesValues = values === undefined || /param|value|arg|bind/i.test(values)
  walk(body.body as Node, (node) => {
    if (node.type === 'AssignmentExpression' && isNamed(node.left as Node, sql)) isChanged = true
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return
    const given = node.arguments as Node[]
    const isOwn =
      unwrap(node.callee.object).type === 'ThisExpression' && members.has(memberName(node.callee) ?? '')
    if (!isOwn && !runs.test(memberName(node.callee) ?? '')) return
    if (isNamed(given[0], sql)) isSent = true
    else if (given[0] && /^(TemplateLiteral|BinaryExpression)$/.test(unwrap(given[0]).type))
      isChanged ||= mentions(file, given[0], sql ?? '')
    passesValues ||= given.slice(1).some((argument) => isNamed(argument, values))
  })
  return isSent && !isChanged && passesValues
}

/** `sql` in `sql`, `sql.trim()`, `...sql` and `sql as string`. */
function nameIn(node: Node): string | undefined {
  const bare = unwrap(node.type === 'SpreadElement' ? node.argument : node)
  if (bare.type === 'Identifier') return bare.name
  const isTrimmed =
    bare.type === 'CallExpression' &&
    bare.callee.type === 'MemberExpression' &&
    memberName(bare.callee) === 'trim'
  return isTrimmed ? nameIn((bare.callee as { object: Node }).object) : undefined
}

export function parametersOf(body: AnyFunction): ClientMethod['parameters'] {
  const second = body.params[1] as Node | undefined
  return second ? parametersBy(second) : 'none'
}

/** How a function takes values, by the parameter that holds them. */
export function parametersBy(parameter: Node): ClientMethod['parameters'] {
  return parameter.type === 'RestElement' ? 'variadic' : 'array'
}

export function typeParameterDefault(file: SourceFile, body: AnyFunction): string | undefined {
  const parameter = body.typeParameters?.params[0]
  if (!parameter) return undefined
  return parameter.default ? file.textOf(parameter.default) : 'unknown'
}

function turnsBigintIntoNumber(file: SourceFile, name: string): boolean {
  const declaration = file.scopes.topLevel(name)?.declaration
  const text = declaration ? file.textOf(declaration) : ''
  return /['"]bigint['"]/.test(text) && /\bNumber\(/.test(text)
}
