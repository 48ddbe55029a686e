import type { Escape, Touch } from '../../../survey/client-value.js'
import { touchBy, usesOf } from '../../../survey/follow-value.js'
import { type Node, unwrap, walk } from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { transactionVerb } from './transaction-verb.js'

/**
 * `execute(connection, 'BEGIN')` as if the connection itself had been told; undefined where the text does nothing to
 * the transaction, or it was not seen that the function runs it on the connection.
 */
export function handedVerb(project: Project, use: Escape): Touch | undefined {
  const call = callTaking(use)
  if (call?.type !== 'CallExpression') return undefined
  for (const sqlAt of call.arguments.keys()) {
    const touch: Touch = { ...touchBy(call, 'run', use.node), sqlAt }
    if (transactionVerb(touch) && runsText(project, use, sqlAt, new Set())) return touch
  }
  return undefined
}

/** The call that a client is handed to. */
export function callTaking({ kind, node }: Escape): Node | undefined {
  return kind === 'argument' ? (node.parent ?? undefined) : undefined
}

const running = /^(run(AndRead(All|Until)?)?|prepare|exec|execute|all|query)$/

/** True where a function runs one of its arguments as SQL on the connection that is another. */
function runsText(project: Project, { target }: Escape, sqlAt: number, seen: Set<Node>): boolean {
  const file = target && project.source(target.file)
  const [connection, sql] = target ? [target.callee.params[target.index], target.callee.params[sqlAt]] : []
  if (!file || connection?.type !== 'Identifier' || sql?.type !== 'Identifier' || seen.has(connection))
    return false
  seen.add(connection)
  const isSql = (argument: unknown) => argument !== undefined && comesFrom(file, argument as Node, sql)
  for (const reference of file.scopes.lookup(connection, connection.name)?.references ?? []) {
    const { touches, escapes } = usesOf(project, file, reference, () => '')
    if (touches.some(({ method, call }) => running.test(method) && isSql(call.arguments[0]))) return true
    for (const use of escapes) {
      const call = callTaking(use)
      const at = call?.type === 'CallExpression' ? call.arguments.findIndex(isSql) : -1
      if (at >= 0 && runsText(project, use, at, seen)) return true
    }
  }
  return false
}

/** The parameter itself, or a variable made of it. */
function comesFrom(file: SourceFile, node: Node, parameter: Node & { readonly name: string }): boolean {
  const sql = file.scopes.lookup(parameter, parameter.name)
  const value = unwrap(node)
  const binding = value.type === 'Identifier' ? file.scopes.resolve(value) : undefined
  if (!binding || !sql || binding === sql) return binding !== undefined && binding === sql
  const { declaration } = binding
  let isMadeOfIt = false
  if (declaration.type === 'VariableDeclarator' && declaration.init)
    walk(declaration.init, (part) => {
      if (part.type === 'Identifier' && file.scopes.resolve(part) === sql) isMadeOfIt = true
      return !isMadeOfIt
    })
  return isMadeOfIt
}
