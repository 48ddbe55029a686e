import type { TextEdit } from '../model.js'
import type { Planning, Proposals } from '../plan/planning.js'
import type { Candidate, ImportNeed } from '../plan/proposal.js'
import { importedBinding } from '../survey/imported-binding.js'
import { importersThrough } from '../survey/importers-through.js'
import type { Node } from '../survey/nodes.js'
import { isTestFile } from '../survey/project-files.js'
import type { Binding } from '../survey/scopes.js'
import type { SourceFile } from '../survey/source-file.js'

/** An exported declaration of the project. */
export interface Declared {
  readonly file: string
  /** Its own name. */
  readonly name: string
  readonly node: Node
}

export interface Exchange {
  readonly codemod: string
  readonly from: Declared
  readonly to: Declared
  readonly reason: string
  /** Whether tests follow too. */
  readonly inTests: boolean
}

/** Puts one exported thing in the place of another wherever it is imported, one candidate a file. */
export function exchangeImports(planning: Planning, exchange: Exchange): Proposals {
  const candidates: Candidate[] = []
  const refusals: Proposals['refusals'] = []
  const { project } = planning.survey
  const { codemod, from, to, inTests } = exchange
  for (const path of [...importersThrough(project, from.file)].sort()) {
    if (path === to.file || !planning.inScope(path) || (!inTests && isTestFile(path))) continue
    const file = project.source(path)
    if (!file) continue
    for (const binding of file.scopes.bindings()) {
      if (binding.kind !== 'import' || !isImportOf(planning, file, binding, from)) continue
      const outcome = exchangeIn(file, binding, exchange)
      if ('refused' in outcome) {
        refusals.push({
          usage: placeId(exchange, path),
          codemod,
          id: outcome.refused,
          place: file.place(binding.identifier),
          detail: `${from.name}, ${to.name}`,
        })
      } else if (outcome.candidate) candidates.push(outcome.candidate)
    }
  }
  return { candidates, refusals }
}

function placeId({ codemod, from }: Exchange, path: string): string {
  return `${codemod}:${path}#${from.name}`
}

function isImportOf(planning: Planning, file: SourceFile, binding: Binding, from: Declared): boolean {
  const imported = importedBinding(planning.survey.project, file, binding)
  if (!imported?.target || imported.imported === '*') return false
  const declared = planning.survey.project.declarationOf(imported.target, imported.imported)
  return declared?.export.kind === 'local' && declared.export.node === from.node
}

type Outcome =
  | { readonly refused: 'swap-name-taken' | 'swap-re-exported' }
  | { readonly candidate: Candidate | undefined }

function exchangeIn(file: SourceFile, binding: Binding, exchange: Exchange): Outcome {
  const { codemod, to, reason } = exchange
  const { references } = binding
  if (references.length === 0) return { candidate: undefined }
  if (references.some((reference) => reference.parent?.type === 'ExportSpecifier'))
    return { refused: 'swap-re-exported' }
  if (file.scopes.declares(to.name) && file.scopes.topLevel(to.name)?.kind !== 'import')
    return { refused: 'swap-name-taken' }
  const edits = references.map((reference) => replacement(reference, to.name))
  const isType = (binding.declaration.parent as { importKind?: string }).importKind === 'type'
  const need: ImportNeed = { target: { file: to.file }, name: to.name, ...(isType && { typeOnly: true }) }
  return {
    candidate: {
      usages: [placeId(exchange, file.path)],
      place: file.place(references[0]!),
      alternatives: [
        {
          codemod,
          reason,
          files: [
            {
              path: file.path,
              edits,
              imports: [need],
              removedReferences: references.map(({ start, end }) => ({ start, end })),
            },
          ],
        },
      ],
    },
  }
}

/** `{ Configs }` says the property's name as well. */
function replacement(reference: Node, name: string): TextEdit {
  const { parent } = reference
  const isShorthand = parent?.type === 'Property' && parent.shorthand && parent.value === reference
  const kept = isShorthand ? `${(reference as { name: string }).name}: ` : ''
  return { start: reference.start, end: reference.end, text: kept + name }
}
