import type { TextEdit } from '../../../model.js'
import type { Proposal } from '../../../plan/proposal.js'
import { neoCompat } from '../../../survey/driver-openings.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { transactionEdits } from './transaction-edits.js'
import type { TransactionForm } from './transaction-form.js'

/** Edits that run a form's region in `transactionOn(connection, async () => { … })`. */
export function transactionOnEdits(file: SourceFile, form: TransactionForm, connection: string): TextEdit[] {
  const options = form.readOnly ? ['readOnly: true'] : []
  return transactionEdits(file, form, `transactionOn(${connection}, `, options)
}

export function transactionOnProposal(
  file: SourceFile,
  edits: readonly TextEdit[],
  reason: string,
): Proposal {
  return {
    codemod: 'manual-transaction',
    reason,
    files: [
      {
        path: file.path,
        edits,
        imports: [{ target: { package: neoCompat }, name: 'transactionOn' }],
        removedReferences: edits.filter((edit) => edit.end > edit.start),
      },
    ],
  }
}
