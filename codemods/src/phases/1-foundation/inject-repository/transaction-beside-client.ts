import { withoutCoveredInsertions } from '../../../edits/text-edits.js'
import type { Usage } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { Candidate } from '../../../plan/proposal.js'
import type { ClientValue } from '../../../survey/client-value.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'
import { injectClientAccessor } from './inject-client-accessor.js'
import { losesComment, type RewrittenTransaction, runtime } from './inject-repository.js'
import { isOnlyClient } from './only-client.js'

/**
 * The transaction alone is the runtime's: `work(client)` is handed the client as before, whose statements join it, as
 * all do that run while it is open.
 */
export function transactionBesideClient(
  planning: Planning,
  facade: Facade,
  usage: Usage,
  value: ClientValue,
  rewritten: RewrittenTransaction,
): Candidate | undefined {
  const file = planning.survey.project.source(value.file)
  const { origin } = value
  if (!file || (origin.type === 'accessor' && origin.dynamicImport)) return undefined
  if (origin.type === 'annotation' && !isOnlyClient(planning, facade, value)) return undefined
  const injected = origin.type === 'accessor' ? injectClientAccessor(planning, facade, value) : undefined
  const own = injected?.files.find(({ path }) => path === file.path)
  if (injected && (!own || injected.files.length > 1)) return undefined
  const edits = withoutCoveredInsertions([
    ...rewritten.edits(`inject(${facade.token})`, `inject(${facade.token})`),
    ...(own ? own.edits : []),
  ])
  if (losesComment(file, edits)) return undefined
  return {
    usages: [value.usage],
    place: usage,
    facade: facade.databaseModule,
    alternatives: [
      {
        codemod: rewritten.codemod,
        reason: `${rewritten.reason} The client is handed ${origin.type === 'accessor' ? 'on' : 'in'} as before, and its statements join.`,
        files: [
          {
            path: file.path,
            edits,
            imports: [
              { target: { package: runtime }, name: 'inject' },
              { target: { file: facade.databaseModule }, name: facade.token },
              ...(own ? own.imports : []),
            ],
            removedReferences: edits.filter((edit) => edit.end > edit.start),
          },
        ],
        ...(injected?.appends && { appends: injected.appends }),
      },
    ],
  }
}
