import type { Usage } from '../../../model.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { ClientValue } from '../../../survey/client-value.js'
import type { Node } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'
import { dynamicTokenImports, injectedName } from './inject-accessor.js'

type Declarator = Node & { readonly type: 'VariableDeclarator' }

/** A usage of one of several names that one dynamic import brings. */
export interface SharedImport {
  readonly declarator: Declarator
  readonly usage: Usage
  readonly value: ClientValue
  readonly facade: Facade
  readonly token: string
}

/** `const { query, run } = await import('./db.js')`: the names move together or not at all. */
export function sharedImport(facade: Facade, usage: Usage, value: ClientValue): SharedImport | undefined {
  const token = facade.driver?.accessorToken
  const declarator = value.origin.type === 'accessor' ? value.origin.dynamicImport : undefined
  if (token === undefined || facade.driver?.appended || usage.shape === 'manual-transaction') return undefined
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'ObjectPattern') return undefined
  return declarator.id.properties.length > 1 ? { declarator, usage, value, facade, token } : undefined
}

export function proposeSharedImports(planning: Planning, shared: readonly SharedImport[]): Proposals {
  const proposals: Proposals = { candidates: [], refusals: [] }
  for (const declarator of new Set(shared.map((each) => each.declarator))) {
    const own = shared.filter((each) => each.declarator === declarator)
    const { usage: place, facade, value } = own[0]!
    const file = planning.survey.project.source(value.file)
    const edits = file && movedNames(planning, file, declarator, own)
    if (!edits) {
      const id = file && hasComment(file, declarator) ? 'comment-in-the-way' : 'unsupported-dynamic-import'
      const refuse = { codemod: 'inject-repository', id }
      proposals.refusals.push(...own.map(({ usage }) => ({ usage: usage.id, ...refuse, place: usage })))
      continue
    }
    proposals.candidates.push({
      usages: own.map(({ usage }) => usage.id),
      place,
      facade: facade.databaseModule,
      alternatives: [
        {
          codemod: 'inject-repository',
          reason:
            'What one dynamic import brings is injected and can be replaced in a container; the import stays dynamic.',
          files: [{ path: file.path, edits, imports: [], removedReferences: [] }],
        },
      ],
    })
  }
  return proposals
}

function movedNames(
  planning: Planning,
  file: SourceFile,
  declarator: Declarator,
  own: readonly SharedImport[],
) {
  if (declarator.id.type !== 'ObjectPattern') return undefined
  // The pattern is written anew: a comment in it would be lost.
  if (hasComment(file, declarator)) return undefined
  const edits = own.map(({ facade, value, token }) => injectedName(planning, facade, value, token))
  const written = edits.flatMap((edit) => edit ?? [])
  if (written.length < own.length) return undefined
  const isMoved = (node: Node) => written.some(({ start, end }) => node.start >= start && node.end <= end)
  const kept: string[] = []
  for (const property of declarator.id.properties) {
    const local = property.type === 'Property' ? property.value : undefined
    if (local?.type !== 'Identifier') return undefined
    const references = file.scopes.lookup(local, local.name)?.references ?? []
    if (references.length === 0 || !references.every(isMoved)) kept.push(file.textOf(property))
  }
  const tokens = new Map(
    own.map(({ token, facade }) => [token, { name: token, module: facade.databaseModule }]),
  )
  const declaration = dynamicTokenImports(planning, file, declarator, [...tokens.values()], kept)
  return declaration && [declaration, ...written]
}

function hasComment(file: SourceFile, { start, end }: Declarator): boolean {
  return file.comments.some((comment) => comment.start >= start && comment.end <= end)
}
