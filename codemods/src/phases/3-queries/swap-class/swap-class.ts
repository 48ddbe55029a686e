import { DuckshiftError } from '../../../duckshift-error.js'
import type { TextEdit } from '../../../model.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { Candidate, ImportNeed } from '../../../plan/proposal.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import { isClass, type Node } from '../../../survey/nodes.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { Binding } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'

const codemod = 'swap-class'

interface SwappedClass {
  readonly file: string
  readonly name: string
}

/** Puts one class in another's place, in every file where that type-checks: see `swaps` in the configuration. */
export function swapClass(planning: Planning): Proposals {
  const candidates: Candidate[] = []
  const refusals: Proposals['refusals'] = []
  for (const swap of planning.config.swaps ?? []) {
    const from = classAt(planning, swap.from)
    const to = classAt(planning, swap.to)
    for (const path of planning.survey.project.files) {
      if (path === from.file || path === to.file || isTestFile(path) || !planning.inScope(path)) continue
      if (!planning.survey.project.text(path)?.includes(from.name)) continue
      const file = planning.survey.project.source(path)
      if (!file) continue
      for (const binding of file.scopes.bindings()) {
        if (binding.kind !== 'import' || !isImportOf(planning, file, binding, from)) continue
        const outcome = swapIn(file, binding, from, to)
        if ('refused' in outcome) {
          refusals.push({
            usage: placeId(path, from),
            codemod,
            id: outcome.refused,
            place: file.place(binding.identifier),
          })
        } else if (outcome.candidate) candidates.push(outcome.candidate)
      }
    }
  }
  return { candidates, refusals }
}

function placeId(path: string, from: SwappedClass): string {
  return `${codemod}:${path}#${from.name}`
}

/** The exported class that `path#Name` names. Throws DuckshiftError (`bad-config`). */
function classAt(planning: Planning, text: string): SwappedClass {
  const [path = '', name = ''] = text.split('#')
  const declared = planning.survey.project.declarationOf(path, name)
  if (declared?.export.kind !== 'local' || !isClass(declared.export.node)) {
    throw new DuckshiftError(`"swaps" names ${text}, and no exported class is there.`, {
      code: 'bad-config',
      exitCode: 2,
      help: 'Write it as "src/path/of/file.ts#ClassName".',
    })
  }
  return { file: declared.file, name: declared.export.node.id?.name ?? name }
}

function isImportOf(planning: Planning, file: SourceFile, binding: Binding, from: SwappedClass): boolean {
  const imported = importedBinding(planning.survey.project, file, binding)
  if (!imported?.target || imported.imported === '*') return false
  const declared = planning.survey.project.declarationOf(imported.target, imported.imported)
  return declared?.file === from.file && className(declared.export) === from.name
}

function className(exported: { readonly kind: string; readonly node?: Node }): string | undefined {
  return exported.node && isClass(exported.node) ? exported.node.id?.name : undefined
}

type Outcome =
  | { readonly refused: 'swap-name-taken' | 'swap-re-exported' }
  | { readonly candidate: Candidate | undefined }

function swapIn(file: SourceFile, binding: Binding, from: SwappedClass, to: SwappedClass): Outcome {
  const references = binding.references
  if (references.length === 0) return { candidate: undefined }
  if (references.some((reference) => reference.parent?.type === 'ExportSpecifier'))
    return { refused: 'swap-re-exported' }
  if (file.scopes.declares(to.name) && !importsAlready(file, to)) return { refused: 'swap-name-taken' }
  const edits = references.map((reference) => replacement(reference, to.name))
  const isType = (binding.declaration.parent as { importKind?: string }).importKind === 'type'
  const need: ImportNeed = { target: { file: to.file }, name: to.name, ...(isType && { typeOnly: true }) }
  return {
    candidate: {
      usages: [placeId(file.path, from)],
      place: file.place(references[0]!),
      alternatives: [
        {
          codemod,
          reason: `${to.name} takes the place of ${from.name}.`,
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

function importsAlready(file: SourceFile, to: SwappedClass): boolean {
  return file.scopes.topLevel(to.name)?.kind === 'import'
}

/** `{ Configs }` says the property's name as well. */
function replacement(reference: Node, name: string): TextEdit {
  const { parent } = reference
  const isShorthand = parent?.type === 'Property' && parent.shorthand && parent.value === reference
  const kept = isShorthand ? `${(reference as { name: string }).name}: ` : ''
  return { start: reference.start, end: reference.end, text: kept + name }
}
