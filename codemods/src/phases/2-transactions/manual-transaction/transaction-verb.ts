import type { Touch } from '../../../survey/client-value.js'
import { outermost, stringValue } from '../../../survey/nodes.js'

export type TransactionVerb = 'begin' | 'begin-read-only' | 'commit' | 'rollback'

const statements: readonly (readonly [RegExp, TransactionVerb])[] = [
  [/^(BEGIN|START)(\s+(TRANSACTION|WORK))?\s+READ\s+ONLY$/i, 'begin-read-only'],
  [/^(BEGIN(\s+(TRANSACTION|WORK))?|START\s+TRANSACTION)(\s+READ\s+WRITE)?$/i, 'begin'],
  [/^(COMMIT|END)(\s+(TRANSACTION|WORK))?$/i, 'commit'],
  [/^(ROLLBACK|ABORT)(\s+(TRANSACTION|WORK))?$/i, 'rollback'],
]

const methods: readonly (readonly [RegExp, TransactionVerb])[] = [
  [/^(begin|start)(Transaction)?$/i, 'begin'],
  [/^commit(Transaction)?$/i, 'commit'],
  [/^rollback(Transaction)?$/i, 'rollback'],
]

/** What a call does to the connection's transaction, when that is all it does. */
export function transactionVerb(touch: Touch): TransactionVerb | undefined {
  if (touch.call.arguments.length === 0) return methods.find(([pattern]) => pattern.test(touch.method))?.[1]
  const { bound, call, sqlAt = 0 } = touch
  const sql = (stringValue(call.arguments[sqlAt] as never) ?? (bound?.isConstant ? bound.sql : undefined))
    ?.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .replace(/[\s;]+$/, '')
    .trim()
  return sql === undefined ? undefined : statements.find(([pattern]) => pattern.test(sql))?.[1]
}

/** BEGIN and COMMIT in one text with statements between: the text of the argument that is left without them. */
export function scriptInTransaction(
  argument: string,
): { readonly opening: readonly [number, number]; readonly closing: readonly [number, number] } | undefined {
  const opening = /^(['"`]\s*)(?:BEGIN(?:\s+(?:TRANSACTION|WORK))?|START\s+TRANSACTION)\s*;\s*/i.exec(
    argument,
  )
  const closing = /;?(\s*)\b(?:COMMIT|END)(?:\s+(?:TRANSACTION|WORK))?\s*;?(\s*['"`])$/i.exec(argument)
  if (!opening || !closing) return undefined
  const between = argument.slice(opening[0].length, closing.index)
  if (/\b(BEGIN|COMMIT|ROLLBACK)\b/i.test(between)) return undefined
  return {
    opening: [opening[1]!.length, opening[0].length],
    closing: [closing.index + (closing[0].startsWith(';') ? 1 : 0), argument.length - closing[2]!.length],
  }
}

/** True when a call's value goes nowhere: `await db.execute(…)` as a statement. */
export function isStatement(touch: Touch): boolean {
  const parent = outermost(touch.call as never).parent
  const awaited = parent?.type === 'AwaitExpression' ? parent.parent : parent
  return awaited?.type === 'ExpressionStatement'
}
