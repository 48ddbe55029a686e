import { isOnInjected } from '../../../access/data-call.js'
import { effectIn } from '../../../access/effects.js'
import { handedAway } from '../../../access/handed-away.js'
import type { TextEdit, Usage } from '../../../model.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { RefusalDraft } from '../../../plan/proposal.js'
import type { ClientValue, Touch } from '../../../survey/client-value.js'
import { clientId } from '../../../survey/held.js'
import { enclosingFunction, type Node, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { visibleSql } from '../../../survey/sql-text.js'
import { statementKind } from '../../../survey/statement-kind.js'
import type { Facade } from '../../1-foundation/facade-accessor/facade-accessor.js'
import {
  injectRepository,
  type RewriteTransaction,
  type RewrittenTransaction,
  refusal,
} from '../../1-foundation/inject-repository/inject-repository.js'
import { testAssertingVerbs } from './asserted-verbs.js'
import { clientTransactions } from './client-transaction.js'
import { connectionTransactions } from './connection-transaction.js'
import { callTaking, handedVerb } from './handed-statement.js'
import { assertedNames } from './narrowed-names.js'
import { once, transactionEdits } from './transaction-edits.js'
import { type TransactionForm, transactionForms } from './transaction-form.js'
import { scriptInTransaction, transactionVerb } from './transaction-verb.js'

const codemod = 'manual-transaction'

/** BEGIN, COMMIT and ROLLBACK by hand become `db.transaction(…)`, with the database and repositories injected. */
export async function manualTransaction(
  planning: Planning,
  facades: ReadonlyMap<string, Facade>,
): Promise<Proposals> {
  const accesses = new Set<Node>(
    // Asking for the client reaches no further than what is done with it.
    planning.survey.values.flatMap(({ touches, origin, derived = [] }) => [
      ...touches.map((touch) => touch.call as Node),
      ...derived.flatMap(({ by, touches }) =>
        by === 'alias' ? touches.map(({ call }) => call as Node) : [],
      ),
      ...(origin.type === 'accessor' ? [withoutAwait(origin.expression)] : []),
    ]),
  )
  const { project } = planning.survey
  const writes = new Set<Node>()
  for (const value of planning.survey.values) {
    const file = project.source(value.file)
    if (!file) continue
    for (const { touches, escapes } of [value, ...(value.derived ?? [])]) {
      for (const touch of touches) if (mayWrite(file, touch)) writes.add(touch.call as Node)
      // Who is handed the client may write with it.
      for (const use of escapes) {
        const call = handedVerb(project, use) ? undefined : callTaking(use)
        if (call) writes.add(call)
      }
    }
  }
  const rewrite: RewriteTransaction = (file, value) => rewriteValue(planning, file, value, accesses, writes)
  const { candidates, refusals } = await injectRepository(planning, facades, rewrite)
  const onConnections = connectionTransactions(planning, facades, (node) => writes.has(node))
  const answered = new Set([
    ...onConnections.candidates.flatMap(({ usages }) => usages),
    ...onConnections.refusals.map(({ usage }) => usage),
  ])
  const others = refusals.filter(({ usage }) => !answered.has(usage))
  for (const { usages } of candidates) for (const usage of usages) answered.add(usage)
  for (const { usage } of others) answered.add(usage)
  const ofClients = clientTransactions(planning)
  for (const value of planning.survey.values)
    if (opensBy(planning, value, ofClients.moved)) answered.add(value.usage)
  const unanswered = unansweredTransactions(planning, answered)
  return {
    candidates: [...candidates, ...onConnections.candidates, ...ofClients.candidates],
    refusals: [
      ...others,
      ...onConnections.refusals,
      ...ofClients.refusals,
      ...unanswered.map((usage) => unansweredRefusal(planning, usage)),
    ].map((each) => ({ ...each, codemod })),
  }
}

/** True where all transactions of a client are its own `transaction(…)`, which is the runtime's from now on. */
function opensBy(planning: Planning, { origin, touches }: ClientValue, moved: ReadonlySet<string>): boolean {
  const { accessors } = planning.survey
  const client =
    origin.type === 'annotation' ? undefined : accessors.find(({ id }) => id === origin.accessor)?.client
  const named = client ? clientId(client) : origin.type === 'annotation' && origin.client
  return (
    touches.some(({ method }) => moved.has(`${named}.${method}`)) &&
    !touches.some((touch) => transactionVerb(touch))
  )
}

/** Where statements of a transaction are not written where they are sent, the client has nothing to do with it. */
function unansweredRefusal({ survey: { values } }: Planning, usage: Usage): RefusalDraft {
  const held = values.filter((value) => value.usage === usage.id)
  const uses = held.flatMap((value) => [value, ...(value.derived ?? [])])
  const elsewhere = uses.flatMap(({ touches, escapes }) =>
    [...touches, ...escapes].flatMap((use) => use.bound ?? []),
  )
  if (elsewhere.length === 0) return refusal(usage, 'unfamiliar-client')
  const places = elsewhere.flatMap(({ calls }) =>
    calls.map(({ file, call }) => `${file.path}:${file.position(call.start).line}`),
  )
  const detail = places.length > 0 ? `the statements come from ${[...new Set(places)].join(', ')}` : undefined
  return refusal(usage, 'unfamiliar-form', detail)
}

/** The first usage of each function that opens a transaction by hand and has no answer yet. */
function unansweredTransactions(planning: Planning, answered: ReadonlySet<string>): Usage[] {
  const functionOf = ({ file, within }: Usage) => `${file}#${within}`
  const { usages } = planning.survey
  const seen = new Set(usages.filter(({ id }) => answered.has(id)).map(functionOf))
  return usages.filter((usage) => {
    const { shape, inTest, file } = usage
    if (shape !== 'manual-transaction' || inTest || !planning.inScope(file)) return false
    const isFirst = !seen.has(functionOf(usage))
    seen.add(functionOf(usage))
    return isFirst
  })
}

function withoutAwait(node: Node): Node {
  return node.type === 'AwaitExpression' ? (node.argument as Node) : node
}

function mayWrite(file: SourceFile, touch: Touch): boolean {
  if (transactionVerb(touch)) return false
  const sql = visibleSql(file, touch.call.arguments[0] as never)
  return (
    sql === undefined ||
    !/^\s*(SELECT|FROM|VALUES|SHOW|DESCRIBE)\b/i.test(sql) ||
    statementKind(sql) !== 'other'
  )
}

function rewriteValue(
  planning: Planning,
  file: SourceFile,
  value: ClientValue,
  accesses: ReadonlySet<Node>,
  writes: ReadonlySet<Node>,
): ReturnType<RewriteTransaction> {
  const byFunction = new Map<Touch['within'], Touch[]>()
  for (const touch of value.touches)
    byFunction.set(touch.within, [...(byFunction.get(touch.within) ?? []), touch])
  const parts: RewrittenTransaction[] = []
  for (const touches of byFunction.values()) {
    const part = touches.some(transactionVerb)
      ? rewriteFunction(planning, file, touches, accesses, writes)
      : rewriteScripts(file, touches)
    if (part && 'refused' in part) return part
    if (part) parts.push(part)
  }
  if (parts.length === 0) return undefined
  return {
    touches: new Set(parts.flatMap((part) => [...part.touches])),
    scripts: new Set(parts.flatMap((part) => [...part.scripts])),
    edits: (receiver, database) => parts.flatMap((part) => part.edits(receiver, database)),
    codemod,
    reason: [...new Set(parts.map((part) => part.reason))].join(' '),
  }
}

function rewriteFunction(
  planning: Planning,
  file: SourceFile,
  touches: readonly Touch[],
  accesses: ReadonlySet<Node>,
  writes: ReadonlySet<Node>,
): RewrittenTransaction | { readonly refused: string; readonly detail?: string } {
  const forms = transactionForms(file, touches, (node) => writes.has(node), { asksDatabase: true })
  if ('refused' in forms) return forms
  const test = testAssertingVerbs(planning, file.path)
  if (test !== undefined) return { refused: 'verbs-asserted', detail: test }
  const parts: {
    readonly form: TransactionForm
    readonly options: string[]
    readonly asserted: readonly TextEdit[]
    readonly reason: string
  }[] = []
  for (const form of forms) {
    const gone = new Set<unknown>([...form.commits, ...form.removed])
    const inside = form.region.filter((statement) => !gone.has(statement)) as Node[]
    const away = runElsewhere(planning, file, form.begin, inside, accesses)
    if (away !== undefined) return { refused: 'outside-of-transaction', detail: away }
    const effect = effectIn(planning.survey.project, file, inside, {
      stateCounts: true,
      judge: (source, call) =>
        accesses.has(call) || isOnInjected(planning.survey.project, source, call) ? 'harmless' : undefined,
    })
    parts.push({
      form,
      options: [...(form.readOnly ? ['readOnly: true'] : []), ...(effect ? ['retry: false'] : [])],
      asserted: assertedNames(planning.oracle, file, form),
      reason: effect
        ? `The transaction is the runtime's; it runs once, because ${effect} may reach beyond the database.`
        : "The transaction is the runtime's: its own connection, rolled back on any error, started over on a conflict.",
    })
  }
  return {
    touches: new Set(forms.flatMap(({ verbs }) => verbs)),
    scripts: new Set(),
    edits: (receiver, database) =>
      once(
        parts.flatMap(({ form, options, asserted }) => [
          ...transactionEdits(file, form, `${receiver}.transaction(`, options, asserted),
          ...askedEdits(form, database),
        ]),
      ),
    codemod,
    reason: [...new Set(parts.map(({ reason }) => reason))].join(' '),
  }
}

/** The variable told of any transaction; the database tells of the one that the caller is in. */
function askedEdits({ asksWhetherOpen: asked }: TransactionForm, database: string): TextEdit[] {
  return asked ? [{ start: asked.start, end: asked.end, text: `${database}.inTransaction` }] : []
}

/** What may run a statement of the transaction as part of other work, where it would not join. */
function runElsewhere(
  { survey: { project } }: Planning,
  file: SourceFile,
  begin: Node,
  inside: readonly Node[],
  accesses: ReadonlySet<Node>,
): string | undefined {
  const options = { root: enclosingFunction(begin), keeps: (call: Node) => accesses.has(call) }
  let away: string | undefined
  for (const statement of inside)
    walk(statement, (node) => {
      if (accesses.has(node)) away ??= handedAway(project, file, node, options)
      return away === undefined
    })
  return away
}

/** `exec('BEGIN; …; COMMIT')`: the statements between become the script of a transaction. */
function rewriteScripts(file: SourceFile, touches: readonly Touch[]): RewrittenTransaction | undefined {
  const scripts = new Set<Touch>()
  const edits: ((receiver: string) => TextEdit[])[] = []
  for (const touch of touches) {
    const argument = touch.call.arguments[0] as Node | undefined
    const found = argument && scriptInTransaction(file.textOf(argument))
    if (!argument || !found) continue
    const at = (range: readonly [number, number]): TextEdit => ({
      start: argument.start + range[0],
      end: argument.start + range[1],
      text: '',
    })
    const { call } = touch
    scripts.add(touch)
    edits.push((receiver) => [
      { start: call.start, end: call.start, text: `${receiver}.transaction(() => ` },
      at(found.opening),
      at(found.closing),
      { start: call.end, end: call.end, text: ')' },
    ])
  }
  if (edits.length === 0) return undefined
  return {
    touches: new Set(),
    scripts,
    edits: (receiver) => edits.flatMap((edit) => edit(receiver)),
    codemod,
    reason: 'The statements of one text run in a transaction of the runtime.',
  }
}
