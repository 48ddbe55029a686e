import type { Touch } from '../../../survey/client-value.js'
import {
  type AnyFunction,
  enclosingFunction,
  isClass,
  isInLoop,
  isInTry,
  isWithin,
  keyName,
  memberName,
  type Node,
  outermost,
  placeName,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import { returned } from '../../../survey/returned.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Survey } from '../../../survey/survey.js'
import { transactionVerb } from './transaction-verb.js'

/** A function of a client class that opens a transaction by hand on the class's own connection. */
export interface OwnTransaction {
  readonly file: SourceFile
  readonly within: AnyFunction
  /** Name of the place, as usages say where they are. */
  readonly name: string
  /** `module#Class.method`, as callers reach it. */
  readonly method: string
  /** What it sends itself, by the class's methods or to its connection. */
  readonly touches: readonly Touch[]
  /** How it gets at the connection: `this.connection`, `await this.open()`; undefined where that is not told. */
  readonly connection: string | undefined
}

const sends = /^(run|runAndRead(All|Until)?|exec|all|query)$/

/** The transactions that client classes open for their callers: `transaction(work)`, `atomic(work)`. */
export function ownTransactions({ project, clients }: Pick<Survey, 'project' | 'clients'>): OwnTransaction[] {
  return clients.flatMap(({ module, name }) => {
    const file = project.source(module)
    if (!file || !/['"`]\s*(BEGIN|START\s+TRANSACTION)\b/i.test(file.text)) return []
    const declaration = file.scopes.topLevel(name)?.declaration
    return declaration && isClass(declaration) ? ofClass(file, declaration, `${module}#${name}`) : []
  })
}

function ofClass(file: SourceFile, declaration: Node, client: string): OwnTransaction[] {
  const methods = methodsOf(declaration)
  const byFunction = new Map<AnyFunction, Touch[]>()
  walk(declaration, (node) => {
    const touch = touchOf(file, node, methods)
    if (touch?.within) byFunction.set(touch.within, [...(byFunction.get(touch.within) ?? []), touch])
    return true
  })
  return [...byFunction].flatMap(([within, touches]) => {
    const begin = touches.find((touch) => transactionVerb(touch)?.startsWith('begin'))
    // Those of a pair, `begin()` and `commit()`, are their callers' transaction.
    return begin && touches.some((touch) => transactionVerb(touch) === 'commit')
      ? [
          {
            file,
            within,
            name: placeName(begin.call as Node),
            method: `${client}.${[...methods].find(([, method]) => isWithin(begin.call, method))?.[0] ?? ''}`,
            touches,
            connection: connectionOf(file, begin, methods),
          },
        ]
      : []
  })
}

function methodsOf(declaration: Node): ReadonlyMap<string, AnyFunction> {
  const methods = new Map<string, AnyFunction>()
  if (!isClass(declaration)) return methods
  for (const member of declaration.body.body) {
    const name = 'key' in member ? keyName(member.key) : undefined
    if (name && member.type === 'MethodDefinition' && member.value.body) methods.set(name, member.value)
  }
  return methods
}

/**
 * `this.execute(sql)` where that method sends what it is given, `connection.run(sql)`, and `session.execute(sql)` where
 * a method of the class made the session.
 */
function touchOf(file: SourceFile, node: Node, methods: ReadonlyMap<string, AnyFunction>): Touch | undefined {
  if (node.type !== 'CallExpression') return undefined
  const callee = unwrap(node.callee)
  if (callee.type !== 'MemberExpression' || callee.computed || node.arguments.length === 0) return undefined
  const method = memberName(callee) ?? ''
  const own = unwrap(callee.object).type === 'ThisExpression' ? methods.get(method) : undefined
  if (!own && !sends.test(method) && !madeBy(file, callee.object, methods)) return undefined
  if (own && !sentBy(own)) return undefined
  const outer = outermost(node)
  return {
    method,
    call: node,
    receiver: callee.object as Node,
    awaited: outer.parent?.type === 'AwaitExpression',
    inLoop: isInLoop(node),
    inTry: isInTry(node),
    within: enclosingFunction(node),
  }
}

/** The method of the class whose result a variable holds. */
function madeBy(
  file: SourceFile,
  receiver: Node,
  methods: ReadonlyMap<string, AnyFunction>,
): AnyFunction | undefined {
  const bare = unwrap(receiver)
  const declaration = bare.type === 'Identifier' ? file.scopes.resolve(bare)?.declaration : undefined
  const init =
    declaration?.type === 'VariableDeclarator' && declaration.init ? unwrap(declaration.init) : undefined
  const call = init?.type === 'AwaitExpression' ? unwrap(init.argument) : init
  const callee = call?.type === 'CallExpression' ? unwrap(call.callee) : undefined
  return callee?.type === 'MemberExpression' && unwrap(callee.object).type === 'ThisExpression'
    ? methods.get(memberName(callee) ?? '')
    : undefined
}

/** The call by which a method sends its first parameter. */
function sentBy(method: AnyFunction): Node | undefined {
  const [sql] = method.params
  const bare = sql?.type === 'AssignmentPattern' ? sql.left : sql
  if (bare?.type !== 'Identifier' || !method.body) return undefined
  let found: Node | undefined
  walk(method.body as Node, (node) => {
    if (found || node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return !found
    const [first] = node.arguments as Node[]
    const isSent =
      first && unwrap(first).type === 'Identifier' && (unwrap(first) as { name?: string }).name === bare.name
    if (isSent && sends.test(memberName(node.callee) ?? '')) found = node
    return true
  })
  return found
}

/** The connection that a statement goes to, as it may be named in any method of the class. */
function connectionOf(
  file: SourceFile,
  touch: Touch,
  methods: ReadonlyMap<string, AnyFunction>,
  seen = new Set<string>(),
): string | undefined {
  const receiver = unwrap(touch.receiver)
  if (receiver.type !== 'ThisExpression') {
    if (!sends.test(touch.method)) return undefined
    const maker = madeBy(file, receiver, methods)
    // An object of functions keeps its connection to itself.
    if (maker && returned(maker).some((value) => unwrap(value).type === 'ObjectExpression')) return undefined
    const named = namedConnection(file, receiver)
    // The function that opens the transaction has it in a variable, which nothing else may need.
    return named !== undefined && seen.size === 0 && receiver.type === 'Identifier' ? receiver.name : named
  }
  const method = methods.get(touch.method)
  const sent = method && !seen.has(touch.method) ? sentBy(method) : undefined
  if (sent?.type !== 'CallExpression' || sent.callee.type !== 'MemberExpression') return undefined
  // What runs later, from a queue, may run outside of the transaction.
  if (enclosingFunction(sent) !== method) return undefined
  seen.add(touch.method)
  const inner = touchOf(file, sent, methods)
  return inner && connectionOf(file, inner, methods, seen)
}

function namedConnection(file: SourceFile, receiver: Node): string | undefined {
  const text = file.textOf(receiver)
  if (/^this\.#?[\w$]+$/.test(text)) return text
  const awaited = receiver.type === 'AwaitExpression' ? text : undefined
  const declaration = receiver.type === 'Identifier' ? file.scopes.resolve(receiver)?.declaration : undefined
  const init = declaration?.type === 'VariableDeclarator' && declaration.init ? declaration.init : undefined
  const made = awaited ?? (init && file.textOf(init as Node))
  return made && /^(await )?this\.#?[\w$]+(\(\))?!?$/.test(made) ? made : undefined
}
