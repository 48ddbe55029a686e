import { withoutCoveredInsertions } from '../../../edits/text-edits.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { Candidate, RefusalDraft } from '../../../plan/proposal.js'
import type { ClientValue, Escape, Touch } from '../../../survey/client-value.js'
import { neoCompat, neoDriver } from '../../../survey/driver-openings.js'
import { usesOf } from '../../../survey/follow-value.js'
import type { Node } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { DriverMocks } from '../../1-foundation/facade-accessor/driver-mocks.js'
import { losesComment } from '../../1-foundation/inject-repository/inject-repository.js'
import type { TransactionRefusal } from '../refusals.js'
import { transactionEdits } from './transaction-edits.js'
import { type TransactionForm, transactionForm } from './transaction-form.js'
import { transactionVerb } from './transaction-verb.js'

const codemod = 'manual-transaction'
/** What a shared connection sends through the database, so that it joins the transaction. */
const joining = /^run(AndRead(All|Until)?)?$/

/**
 * Transactions by hand on the driver's own connection become `transactionOn(connection, …)`: the statements inside, and
 * functions that the connection is handed to, stay as they are.
 */
export function connectionTransactions(planning: Planning, isWrite: (node: Node) => boolean): Proposals {
  const { project, usages: all, values } = planning.survey
  const candidates: Candidate[] = []
  const refusals: RefusalDraft[] = []
  if (project.graph.importersOfPackage(neoCompat).length === 0) return { candidates, refusals }
  const usages = new Map(all.map((usage) => [usage.id, usage]))
  for (const value of values) {
    const usage = usages.get(value.usage)
    const file = project.source(value.file)
    if (!usage || usage.inTest || !file || !planning.inScope(value.file)) continue
    const found = transactionsOf(planning, file, value, isWrite)
    if (found === undefined) continue
    if ('refused' in found) {
      const { refused: id, detail } = found
      refusals.push({ usage: usage.id, codemod, id, place: usage, ...(detail !== undefined && { detail }) })
      continue
    }
    candidates.push({
      usages: [usage.id],
      place: usage,
      alternatives: [
        {
          codemod,
          reason:
            "The transaction is the runtime's, on the same connection: rolled back on any error, and never mixed with another one.",
          files: [
            {
              path: file.path,
              edits: found.edits,
              imports: [{ target: { package: neoCompat }, name: 'transactionOn' }],
              removedReferences: found.edits.filter((edit) => edit.end > edit.start),
            },
          ],
        },
      ],
    })
  }
  return { candidates, refusals }
}

type Refused = { readonly refused: TransactionRefusal; readonly detail?: string }

/** Undefined for a holder that opens no transaction by hand, or whose connection is not the driver's. */
function transactionsOf(
  planning: Planning,
  file: SourceFile,
  value: ClientValue,
  isWrite: (node: Node) => boolean,
): { readonly edits: ReturnType<typeof transactionEdits> } | Refused | undefined {
  const held = [value, ...(value.derived ?? [])].filter(
    ({ touches }) =>
      touches.some(transactionVerb) && touches.some(({ receiver }) => isConnection(planning, file, receiver)),
  )
  if (held.length === 0) return undefined
  const replaced = DriverMocks.of(planning).reaching(file.path)
  // The test may count the statements, of which the runtime sends more.
  if (replaced !== undefined) return { refused: 'driver-mocked', detail: replaced }
  const edits: ReturnType<typeof transactionEdits> = []
  const isShared = mayBeShared(planning)
  for (const { touches, escapes } of held) {
    const byFunction = new Map<Touch['within'], Touch[]>()
    for (const touch of touches)
      byFunction.set(touch.within, [...(byFunction.get(touch.within) ?? []), touch])
    for (const own of byFunction.values()) {
      const verbs = own.filter(transactionVerb)
      if (verbs.length === 0) continue
      const receivers = new Set(verbs.map(({ receiver }) => file.textOf(receiver)))
      const [receiver] = receivers
      if (receivers.size !== 1 || !receiver || !/^(this\.)?#?[\w$]+$/.test(receiver))
        return { refused: 'unfamiliar-form' }
      const form = transactionForm(file, own, isWrite)
      if ('refused' in form) return form
      const stays = isShared ? staysOutside(planning, form, own, escapes) : undefined
      if (stays !== undefined) return { refused: 'outside-of-transaction', detail: stays }
      edits.push(
        ...transactionEdits(
          file,
          form,
          `transactionOn(${receiver}, `,
          form.readOnly ? ['readOnly: true'] : [],
        ),
      )
    }
  }
  const kept = withoutCoveredInsertions(edits)
  return losesComment(file, kept) ? { refused: 'comment-in-the-way' } : { edits: kept }
}

/** The driver's connection: it says `run`, and is of the driver's own type where types are known. */
function isConnection(planning: Planning, file: SourceFile, receiver: Node): boolean {
  const type = planning.oracle.typeAt(file.path, receiver.start, receiver.end)
  if (type && !type.isAny) return /^DuckDBConnection\b/.test(type.text)
  return planning.survey.project.graph.importersOfPackage(neoDriver).length > 0
}

/** False where every connection is a session of its own: all that it is used for belongs to its transaction. */
function mayBeShared({ survey: { project } }: Planning): boolean {
  return project.graph.importersOfPackage(neoCompat).some((path) => {
    const text = project.text(path) ?? ''
    const openings = text.match(/\b(openInstance|pooledDriver)\(/g)?.length ?? 0
    return openings > (text.match(/connections: (['"])separate\1/g)?.length ?? 0)
  })
}

/** What runs between, and would not belong to the transaction of a connection that a module keeps for everybody. */
function staysOutside(
  planning: Planning,
  form: TransactionForm,
  touches: readonly Touch[],
  escapes: readonly Escape[],
): string | undefined {
  const isInside = ({ start, end }: { readonly start: number; readonly end: number }) =>
    form.region.some((statement) => start >= statement.start && end <= statement.end)
  const other = touches.find(({ method, call }) => isInside(call) && !joining.test(method))
  if (other) return other.method
  const { project } = planning.survey
  const seen = new Set<Node>()
  const pending = escapes.filter(({ node }) => isInside(node))
  for (let escaping = pending.pop(); escaping; escaping = pending.pop()) {
    const { target } = escaping
    const source = target && project.source(target.file)
    const parameter = target?.callee.params[target.index] as Node | undefined
    if (!source || parameter?.type !== 'Identifier') return 'what it is handed to could not be followed'
    if (seen.has(parameter)) continue
    seen.add(parameter)
    for (const reference of source.scopes.lookup(parameter, parameter.name)?.references ?? []) {
      const uses = usesOf(project, source, reference, () => '')
      const unjoined = uses.touches.find(({ method }) => !joining.test(method))
      if (unjoined) return `${unjoined.method} in ${source.path}`
      pending.push(...uses.escapes)
    }
  }
  return undefined
}
