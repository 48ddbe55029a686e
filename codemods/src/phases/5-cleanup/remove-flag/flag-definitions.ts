import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { declarationRemoval, propertyRemoval } from '../../../dead-code/removal-edits.js'
import { removeJsonEntries } from '../../../edits/package-manifest.js'
import type { TextEdit } from '../../../model.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { FileProposal, RefusalDraft } from '../../../plan/proposal.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import { keyName, type Node, stringValue, unwrap, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { type Flags, propertyOf } from './flag-asks.js'
import { isAsked } from './flag-folds.js'
import { soleDeclaration } from './held-flags.js'
import { referencesOf } from './references.js'
import { decidedFlags } from './remove-flag.js'

const codemod = 'remove-flag'

/** States of decided flags that nothing asks for any more: in `new Rollout({ flags })` and in its file. */
export function removeFlagDefinitions(planning: Planning): Proposals {
  const proposals: Proposals = { candidates: [], refusals: [] }
  const flags = decidedFlags(planning)
  if (flags.size === 0) return proposals
  const asked = isAsked(planning, flags)
  const gone: Flags = new Map([...flags].filter(([name]) => !asked.has(name)))
  const { project } = planning.survey
  for (const path of new Set(project.graph.importersOfPackage('@duckshift/runtime'))) {
    const file =
      project.text(path)?.includes('Rollout') && planning.inScope(path) ? project.source(path) : undefined
    if (!file) continue
    for (const call of rolloutsIn(planning, file)) {
      const outcome = withoutStates(planning, file, call, gone)
      if ('id' in outcome) proposals.refusals.push(outcome)
      else if (outcome.files.length > 0) {
        proposals.candidates.push({
          usages: outcome.names.map((name) => `${codemod}:${path}#${name}`),
          place: file.place(call),
          alternatives: [
            {
              codemod,
              reason: `Nothing asks for ${outcome.names.join(', ')} any more.`,
              files: outcome.files,
            },
          ],
        })
      }
    }
  }
  return proposals
}

function rolloutsIn(planning: Planning, file: SourceFile): Node[] {
  const found: Node[] = []
  walk(file.program, (node) => {
    if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier') return true
    const binding = file.scopes.resolve(node.callee as Node)
    const imported = binding && importedBinding(planning.survey.project, file, binding)
    if (imported?.imported === 'Rollout' && imported.specifier.startsWith('@duckshift/runtime'))
      found.push(node)
    return true
  })
  return found
}

type Outcome = RefusalDraft | { readonly names: readonly string[]; readonly files: readonly FileProposal[] }

function withoutStates(planning: Planning, file: SourceFile, call: Node, gone: Flags): Outcome {
  const options =
    call.type === 'NewExpression' && call.arguments[0] ? unwrap(call.arguments[0] as Node) : undefined
  const states = options && propertyOf(options, 'flags')
  const properties = states?.type === 'ObjectExpression' ? states.properties : []
  const leaving = properties.filter(
    (property) => property.type === 'Property' && gone.has(keyName(property.key) ?? ''),
  )
  const names = leaving.map((property) => (property.type === 'Property' ? keyName(property.key)! : ''))
  const inFile = options && stateFile(planning, options, gone)
  if (leaving.length === properties.length) {
    const whole = unusedRollout(planning, file, call)
    if (whole)
      return {
        names: names.length > 0 ? names : [...gone.keys()],
        files: [whole, ...(inFile ? [inFile.file] : [])],
      }
  }
  const edits: TextEdit[] = []
  for (const property of leaving) {
    const edit = propertyRemoval(file, property)
    if (typeof edit === 'string') {
      const usage = `${codemod}:${file.path}#${names[0]}`
      return { usage, codemod, id: edit, place: file.place(property) }
    }
    edits.push(edit)
  }
  const files: FileProposal[] =
    edits.length > 0 ? [{ path: file.path, edits, imports: [], removedReferences: edits }] : []
  return {
    names: [...new Set([...names, ...(inFile?.names ?? [])])],
    files: [...files, ...(inFile ? [inFile.file] : [])],
  }
}

/** The statement that makes a rollout which nothing uses. */
function unusedRollout(planning: Planning, file: SourceFile, call: Node): FileProposal | undefined {
  const declarator = call.parent as Node | undefined
  const declared = declarator && soleDeclaration(file, declarator)
  if (!declared || referencesOf(planning, file, declared.binding)?.length !== 0) return undefined
  const edit = declarationRemoval(file, declared.statement)
  if (typeof edit === 'string') return undefined
  return { path: file.path, edits: [edit], imports: [], removedReferences: [edit] }
}

/** The entries of the JSON file that a rollout watches. */
function stateFile(
  planning: Planning,
  options: Node,
  gone: Flags,
): { readonly names: string[]; readonly file: FileProposal } | undefined {
  const path = stringValue(propertyOf(options, 'file'))?.replace(/^\.\//, '')
  const { project } = planning.survey
  if (path === undefined || path.startsWith('..') || !existsSync(join(project.root, path))) return undefined
  const text = project.text(path) ?? ''
  const { edits, names } = removeJsonEntries(text, 'flags', [...gone.keys()])
  return names.length > 0 ? { names, file: { path, edits, imports: [], removedReferences: [] } } : undefined
}
