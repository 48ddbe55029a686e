import type { TextEdit } from '../../../model.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { RefusalDraft } from '../../../plan/proposal.js'
import { neoCompat } from '../../../survey/driver-openings.js'
import { losesComment } from '../../1-foundation/inject-repository/inject-repository.js'
import { UsageIds } from '../../usage-ids.js'
import type { TransactionRefusal } from '../refusals.js'
import { testAssertingVerbs } from './asserted-verbs.js'
import { type OwnTransaction, ownTransactions } from './own-transactions.js'
import { transactionForms } from './transaction-form.js'
import { transactionOnEdits, transactionOnProposal } from './transaction-on.js'

const codemod = 'manual-transaction'
/** What the deprecated packages are imported as, once they run on the pool. */
const deprecatedCompat = '@duckshift/runtime/compat/duckdb'
const reason =
  "The client's own transaction is the runtime's: what its callers do inside joins it, and nothing else does."

/**
 * A client class's own `transaction(work)` opens its transaction on a connection that everybody shares: it becomes
 * `transactionOn(connection, …)`, which the statements that its callers make inside join. `moved`: `module#Class.method`.
 */
export function clientTransactions(planning: Planning): Proposals & { readonly moved: ReadonlySet<string> } {
  const moved = new Set<string>()
  const candidates: Proposals['candidates'] = []
  const refusals: RefusalDraft[] = []
  const ids = new UsageIds()
  for (const own of ownTransactions(planning.survey)) {
    const { file, within, touches } = own
    const isOnPool = file.text.includes(neoCompat)
    if ((!isOnPool && !file.text.includes(deprecatedCompat)) || !planning.inScope(file.path)) continue
    const usage = ids.next(file, within, 'transaction')
    const place = file.place(touches[0]!.call)
    const found = isOnPool ? rewritten(planning, own) : { refused: 'unfamiliar-client' as const }
    if ('refused' in found) {
      refusals.push({
        usage,
        codemod,
        id: found.refused,
        place,
        ...(found.detail !== undefined && { detail: found.detail }),
      })
      continue
    }
    moved.add(own.method)
    candidates.push({
      usages: [usage],
      place,
      alternatives: [transactionOnProposal(file, found.edits, reason)],
    })
  }
  return { candidates, refusals, moved }
}

function rewritten(
  planning: Planning,
  { file, touches, connection }: OwnTransaction,
): { readonly edits: TextEdit[] } | { readonly refused: TransactionRefusal; readonly detail?: string } {
  if (connection === undefined) return { refused: 'unfamiliar-client' }
  // Its callers' work may write anything.
  const forms = transactionForms(file, touches, () => true)
  if ('refused' in forms) return forms
  const test = testAssertingVerbs(planning, file.path)
  if (test !== undefined) return { refused: 'verbs-asserted', detail: test }
  const edits = forms.flatMap((form) => transactionOnEdits(planning, file, form, connection))
  return losesComment(file, edits) ? { refused: 'comment-in-the-way' } : { edits }
}
