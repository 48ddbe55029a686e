import type { Accessor, Shape } from '../model.js'
import type { Derived, Escape, HolderKind, Origin, Touch } from './client-value.js'
import {
  ancestor,
  enclosingFunction,
  isFunction,
  memberName,
  type Node,
  outermost,
  stringValue,
  unwrap,
  walk,
} from './nodes.js'
import type { SourceFile } from './source-file.js'
import { visibleSql } from './sql-text.js'
import { statementKind } from './statement-kind.js'
import { touchSql } from './touch-sql.js'

export interface Holder {
  readonly kind: HolderKind
  readonly declaration: Node
  readonly origin: Origin
  readonly accessorKind?: Accessor['kind'] | undefined
  /** Methods of the client whose transaction is the runtime's. */
  readonly safe?: ReadonlySet<string> | undefined
  readonly touches: readonly Touch[]
  readonly escapes: readonly Escape[]
  readonly derived: readonly Derived[]
}

/** How a usage looks: what decides about its migration comes first. */
export function shapeOf(file: SourceFile, holder: Holder): Shape {
  const { kind, declaration, origin } = holder
  const touches = allTouches(holder)
  const isByHand = (touch: Touch) => !holder.safe?.has(touch.method) && opensTransaction(file, touch)
  if (touches.some(isByHand) || allEscapes(holder).some(handsTransaction)) return 'manual-transaction'
  if (touches.some((touch) => statementOf(file, touch) === 'session-state')) return 'session-state'
  if (origin.type === 'accessor' && origin.dynamicImport) return 'dynamic-import'
  if (holder.accessorKind === 'scoped') return 'callback-scoped'
  if (touches.some(hasCallback)) return 'callback-style'
  switch (kind) {
    case 'field':
      return 'class-field'
    case 'parameter-property':
      return origin.type === 'accessor' ? 'constructor-default' : 'constructor-argument'
    case 'parameter': {
      const isConstructor = ancestor(declaration, isFunction)?.parent?.type === 'MethodDefinition'
      return origin.type === 'accessor' && isConstructor && declaration.type === 'AssignmentPattern'
        ? 'constructor-default'
        : 'parameter'
    }
    case 'variable':
      return enclosingFunction(declaration) ? 'variable' : 'top-level'
    default: {
      const escaping = holder.escapes[0]
      if (escaping?.kind === 'argument') {
        return escaping.node.parent?.type === 'NewExpression' ? 'constructor-argument' : 'argument'
      }
      if (escaping?.kind === 'returned') return 'returned'
      return 'direct-call'
    }
  }
}

/** What else is worth knowing of a usage. */
export function traitsOf(file: SourceFile, holder: Holder): string[] {
  const traits = new Set<string>()
  const touches = allTouches(holder)
  const queries = touches.filter(
    (touch) => !/^(then|catch|finally|connect|close\w*|disconnect\w*)$/.test(touch.method),
  )
  for (const touch of touches) {
    const isQuery = queries.includes(touch)
    if (touch.inLoop) traits.add('query-in-loop')
    if (touch.inTry) traits.add('try-catch')
    if (isQuery && isDropped(touch)) traits.add('un-awaited')
    if (isQuery && isConcurrent(touch)) traits.add('same-tick')
    const sql = touch.call.arguments[0] && unwrap(touch.call.arguments[0] as Node)
    if (isInterpolated(file, sql)) traits.add('interpolated-sql')
    if (touch.call.arguments.length > 1 && !hasCallback(touch)) traits.add('bound-parameters')
    if (touch.call.typeArguments) traits.add('typed-rows')
    if (/^(prepare|extractStatements)$/.test(touch.method)) traits.add('prepared')
    if (touch.method === 'createAppender') traits.add('appender')
    if (touch.inTry && readsErrorText(touch)) traits.add('reads-error-text')
    const text = visibleSql(file, touch.call.arguments[0] as Node | undefined)
    if (text === undefined) continue
    if (statementOf(file, touch) === 'definition') traits.add('ddl')
    if (/;\s*\S/.test(text.replace(/'[^']*'/g, ''))) traits.add('several-statements')
  }
  if (queries.length > 1) traits.add('several-queries')
  const connections = holder.derived.filter((derived) => derived.by === 'connect')
  if (connections.length > 0) {
    const closes = connections
      .flatMap((derived) => derived.touches)
      .filter((touch) => /^(close|disconnect)/.test(touch.method))
    const isHandedOn = connections.some((derived) =>
      derived.escapes.some((escaping) => /^(returned|stored|assigned)$/.test(escaping.kind)),
    )
    if (closes.some((touch) => isInFinally(touch.call as Node))) traits.add('closes-in-finally')
    else if (closes.length > 0) traits.add('closes')
    else if (!isHandedOn) traits.add('never-closes')
  }
  return [...traits].sort()
}

function allTouches({ touches, derived }: Holder): Touch[] {
  return [...touches, ...derived.flatMap((next) => next.touches)]
}

function allEscapes({ escapes, derived }: Holder): Escape[] {
  return [...escapes, ...derived.flatMap((next) => next.escapes)]
}

/** `execute(connection, 'BEGIN')`, and `run('BEGIN')` of `const run = connection.run.bind(connection)`. */
export function handsTransaction({ kind, node: { parent }, bound }: Escape): boolean {
  if (bound && statementKind(bound.sql) === 'transaction') return true
  if (kind !== 'argument' || parent?.type !== 'CallExpression') return false
  return parent.arguments.some((argument) => {
    const sql = stringValue(argument as Node)
    return sql !== undefined && statementKind(sql) === 'transaction'
  })
}

export function statementOf(file: SourceFile, touch: Touch): ReturnType<typeof statementKind> {
  const sql = touchSql(file, touch)
  return sql === undefined ? 'other' : statementKind(sql)
}

function opensTransaction(file: SourceFile, touch: Touch): boolean {
  return (
    statementOf(file, touch) === 'transaction' ||
    /^(begin|commit|rollback)(Transaction)?$|^(with)?transaction$/i.test(touch.method)
  )
}

/** True for `db.all(sql, (error, rows) => …)`. */
function hasCallback(touch: Touch): boolean {
  const last = touch.call.arguments.at(-1) as Node | undefined
  if (!last || !/^(run|all|each|exec|get|prepare|query|execute)$/i.test(touch.method)) return false
  const callback = unwrap(last)
  const first = isFunction(callback) ? (callback.params[0] as Node | undefined) : undefined
  return first?.type === 'Identifier' && /^_?e(rr(or)?)?$/i.test(first.name)
}

function isInterpolated(file: SourceFile, sql: Node | undefined, depth = 0): boolean {
  if (sql?.type === 'TemplateLiteral') return sql.expressions.length > 0
  if (sql?.type === 'BinaryExpression') return true
  if (sql?.type !== 'Identifier' || depth > 2) return false
  const declaration = file.scopes.resolve(sql)?.declaration
  return declaration?.type === 'VariableDeclarator' && declaration.init
    ? isInterpolated(file, unwrap(declaration.init), depth + 1)
    : false
}

/** True when nobody waits for the call. */
function isDropped(touch: Touch): boolean {
  if (touch.awaited || hasCallback(touch)) return false
  let outer = outermost(touch.call as Node)
  while (
    outer.parent?.type === 'MemberExpression' &&
    /^(catch|finally)$/.test(memberName(outer.parent) ?? '')
  ) {
    const call: Node | null | undefined = outer.parent.parent
    if (call?.type !== 'CallExpression') break
    outer = outermost(call)
  }
  const parent = outer.parent
  return (
    parent?.type === 'ExpressionStatement' ||
    (parent?.type === 'UnaryExpression' && parent.operator === 'void')
  )
}

/** True for calls sent together: `Promise.all([db.query(a), db.query(b)])`. */
function isConcurrent(touch: Touch): boolean {
  const list = outermost(touch.call as Node).parent
  const call = list?.type === 'ArrayExpression' ? list.parent : undefined
  return (
    call?.type === 'CallExpression' && /^(all|allSettled|race)$/.test(memberName(unwrap(call.callee)) ?? '')
  )
}

function isInFinally(node: Node): boolean {
  for (let current = node, parent = node.parent; parent; current = parent, parent = parent.parent) {
    if (parent.type === 'TryStatement' && parent.finalizer === current) return true
    if (isFunction(parent)) return false
  }
  return false
}

/** True when the `catch` around a call decides by the error's words. */
function readsErrorText(touch: Touch): boolean {
  for (let current: Node | null | undefined = touch.call as Node; current; current = current.parent) {
    if (isFunction(current)) return false
    if (current.type !== 'TryStatement' || !current.handler) continue
    let found = false
    walk(current.handler.body as Node, (node) => {
      if (node.type === 'CallExpression') {
        const callee = unwrap(node.callee)
        const object = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined
        const isText =
          object?.type === 'MemberExpression' && /^(message|stack)$/.test(memberName(object) ?? '')
        if (isText && /^(includes|match|startsWith|indexOf|endsWith)$/.test(memberName(callee) ?? ''))
          found = true
        if (
          memberName(callee) === 'test' &&
          (node.arguments as Node[]).some((argument) =>
            /^(message|stack)$/.test(memberName(unwrap(argument)) ?? ''),
          )
        )
          found = true
      }
      return !found
    })
    return found
  }
  return false
}
