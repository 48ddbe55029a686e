import { DataCalls, injectedBy } from '../../../access/data-call.js'
import { effectIn } from '../../../access/effects.js'
import type { Planning } from '../../../plan/planning.js'
import { memberName, type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { visibleSql } from '../../../survey/sql-text.js'
import { statementKind } from '../../../survey/statement-kind.js'

const comments = /--[^\n]*|\/\*[\s\S]*?\*\//g

/** True when doing the statement twice leaves what doing it once leaves. */
export function isRepeatable(sql: string): boolean {
  const text = sql.replace(comments, ' ').trim()
  if (/\bnextval\s*\(/i.test(text)) return false
  switch (statementKind(text)) {
    case 'other':
    case 'session-state':
      return true
    case 'transaction':
      return false
    case 'definition':
      return /\bOR\s+REPLACE\b|\bIF\s+(NOT\s+)?EXISTS\b/i.test(text)
    default:
  }
  if (/^\s*INSERT\b/i.test(text))
    return /\bOR\s+(REPLACE|IGNORE)\b|\bON\s+CONFLICT\b/i.test(text) && !addsToItself(text)
  if (/^\s*DELETE\b/i.test(text)) return true
  return /^\s*UPDATE\b/i.test(text) && !addsToItself(text)
}

/** `SET n = n + 1` */
function addsToItself(sql: string): boolean {
  const set =
    /\bSET\b([\s\S]*?)(\bWHERE\b|\bRETURNING\b|$)/i.exec(sql.replace(/\bexcluded\s*\.\s*\w+/gi, '?'))?.[1] ??
    ''
  return [...set.matchAll(/(?:^|,)\s*"?(\w+)"?\s*=\s*([^,]*(?:\([^)]*\)[^,]*)*)/g)].some(
    ([, column, value]) => new RegExp(`\\b${column}\\b`, 'i').test(value!),
  )
}

/** The first statement in the code, functions of the project followed, that is not safe to repeat. */
export function notRepeatable(
  planning: Planning,
  file: SourceFile,
  nodes: readonly Node[],
): string | undefined {
  const { project, values } = planning.survey
  const calls = new DataCalls(project)
  const touches = new Set<Node>(values.flatMap((value) => value.touches.map((touch) => touch.call as Node)))
  let found: string | undefined
  effectIn(project, file, nodes, {
    stateCounts: false,
    judge: (source, node) => {
      if (node.type !== 'CallExpression') return 'harmless'
      const data = calls.of(source, node)
      const sql = data ? data.method.sqlValue : statementOf(source, node, touches)
      if (sql !== undefined) {
        if ((sql !== unknownSql && isRepeatable(sql)) || (isInTransaction(node) && !data?.throughClient))
          return 'harmless'
        found ??= sql.replace(/\s+/g, ' ').slice(0, 100)
        return 'harmful'
      }
      const callee = unwrap(node.callee)
      const isOwn =
        callee.type === 'Identifier'
          ? source.scopes.resolve(callee)?.kind !== 'parameter' && source.scopes.resolve(callee) !== undefined
          : callee.type === 'MemberExpression' && unwrap(callee.object).type === 'ThisExpression'
      return isOwn ? undefined : 'harmless'
    },
  })
  return found
}

const methods = /^(query|queryOne|execute|exec|run|all|get|each|maybeOne|one|script|write|insert)$/

const unknownSql = 'SQL that is only known at run time'

/** What a transaction did goes with it when it fails. */
function isInTransaction(call: Node): boolean {
  for (let node = call.parent; node; node = node.parent) {
    if (node.type === 'CallExpression' && memberName(unwrap(node.callee)) === 'transaction') return true
  }
  return false
}

/** The SQL that a call runs on the legacy client or the injected database. */
function statementOf(file: SourceFile, call: Node, touches: ReadonlySet<Node>): string | undefined {
  if (call.type !== 'CallExpression') return undefined
  const method = memberName(unwrap(call.callee))
  const first = call.arguments[0] as Node | undefined
  const sql = first && visibleSql(file, first as never)
  if (touches.has(call)) return sql ?? (first ? unknownSql : undefined)
  const callee = unwrap(call.callee)
  if (callee.type === 'MemberExpression' && injectedBy(file, callee.object) && method !== 'transaction')
    return sql ?? (first ? unknownSql : undefined)
  const looksLikeSql =
    sql !== undefined &&
    /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|MERGE|CREATE|DROP|ALTER|COPY|BEGIN|COMMIT)\b/i.test(sql)
  return method && methods.test(method) && looksLikeSql ? sql : undefined
}
