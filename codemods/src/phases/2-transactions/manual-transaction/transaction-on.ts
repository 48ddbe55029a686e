import type { TextEdit } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { Proposal } from '../../../plan/proposal.js'
import { neoCompat } from '../../../survey/driver-openings.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { assertedNames } from './narrowed-names.js'
import { transactionEdits } from './transaction-edits.js'
import type { TransactionForm } from './transaction-form.js'

/** Edits that run a form's region in `transactionOn(connection, async () => { … })`. */
export function transactionOnEdits(
  { oracle }: Planning,
  file: SourceFile,
  form: TransactionForm,
  connection: string,
): TextEdit[] {
  const options = form.readOnly ? ['readOnly: true'] : []
  const asserted = assertedNames(oracle, file, form)
  return transactionEdits(file, form, `transactionOn(${connection}, `, options, asserted)
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
