import { codeStyleOf } from '../../../edits/code-style.js'
import type { TextEdit } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { Candidate, FileProposal, Proposal } from '../../../plan/proposal.js'
import { type AnyFunction, enclosingFunction, type Node } from '../../../survey/nodes.js'
import type { Binding } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'

/** A candidate whose one edit is `getDb` → `inject(dbAccessor)`. */
interface Taken {
  readonly candidate: Candidate
  readonly proposal: Proposal
  readonly edit: TextEdit
  readonly file: SourceFile
  readonly named: Node
  readonly binding: Binding
  readonly within: AnyFunction
}

/**
 * Where one function takes the same accessor several times, it takes it from the container once, in a constant of the
 * accessor's own name: the calls stay as they are. The function asks the container each time it runs, as before.
 */
export function injectedOnce(planning: Planning, candidates: readonly Candidate[]): Candidate[] {
  const groups = new Map<Node, Map<Binding, Taken[]>>()
  const places = new Set<Node>()
  for (const candidate of candidates) {
    const taken = takenBy(planning, candidate)
    if (!taken) continue
    places.add(taken.named)
    const inFunction = groups.get(taken.within) ?? new Map<Binding, Taken[]>()
    groups.set(taken.within, inFunction)
    inFunction.set(taken.binding, [...(inFunction.get(taken.binding) ?? []), taken])
  }
  const replaced = new Map<Candidate, Candidate | undefined>()
  for (const inFunction of groups.values()) {
    for (const [binding, group] of inFunction) {
      if (group.length < 2) continue
      const merged = mergedInto(group, binding, places)
      if (!merged) continue
      for (const { candidate } of group) replaced.set(candidate, undefined)
      replaced.set(group[0]!.candidate, merged)
    }
  }
  return candidates.flatMap((candidate) =>
    replaced.has(candidate) ? (replaced.get(candidate) ?? []) : [candidate],
  )
}

function takenBy(planning: Planning, candidate: Candidate): Taken | undefined {
  const [proposal, ...others] = candidate.alternatives
  const [own, ...elsewhere] = proposal?.files ?? []
  const [edit, ...more] = own?.edits ?? []
  if (!proposal || !own || !edit || others.length > 0 || elsewhere.length > 0 || more.length > 0)
    return undefined
  if (!/^\w+\(\w+\)$/.test(edit.text) || own.imports.length === 0) return undefined
  const file = planning.survey.project.source(own.path)
  const named = file?.identifierAt(edit.start)
  if (!file || named?.type !== 'Identifier' || named.end !== edit.end) return undefined
  const binding = file.scopes.resolve(named)
  const within = functionAround(named)
  if (binding?.kind !== 'import' || !within) return undefined
  return { candidate, proposal, edit, file, named, binding, within }
}

/** The nearest function, when the node is in its block: a constant there has its value when the node is evaluated. */
function functionAround(node: Node): AnyFunction | undefined {
  const around = enclosingFunction(node)
  const body = around?.body
  return body?.type === 'BlockStatement' && body.start < node.start ? around : undefined
}

function mergedInto(
  group: readonly Taken[],
  binding: Binding,
  places: ReadonlySet<Node>,
): Candidate | undefined {
  const [{ candidate, proposal, edit, file, named, within }] = group as [Taken, ...Taken[]]
  if (group.some((other) => other.edit.text !== edit.text)) return undefined
  // The constant hides the import from the whole function: all that it is used for there has to be meant.
  const isMeant = binding.references.every(
    (reference) => reference.start < within.start || reference.end > within.end || places.has(reference),
  )
  const at = isMeant ? placeForConstant(file, within) : undefined
  if (!at) return undefined
  const { lineEnding, semicolons } = codeStyleOf(file.text, file.typed)
  const constant = `const ${file.textOf(named)} = ${edit.text}${semicolons ? ';' : ''}`
  const [own] = proposal.files as [FileProposal]
  const inline: Proposal = {
    ...proposal,
    keepsSql: group.some((other) => other.proposal.keepsSql),
    staying: [...new Set(group.flatMap((other) => other.proposal.staying ?? []))],
    files: [
      {
        ...own,
        edits: group.map((other) => other.edit),
        removedReferences: group.flatMap((other) => other.proposal.files[0]!.removedReferences),
      },
    ],
    ...(group.some((other) => other.proposal.appends) && {
      appends: group.flatMap((other) => other.proposal.appends ?? []),
    }),
  }
  const once: Proposal = {
    ...inline,
    files: [
      {
        ...inline.files[0]!,
        edits: [{ start: at.offset, end: at.offset, text: `${lineEnding}${at.indentation}${constant}` }],
      },
    ],
  }
  return {
    ...candidate,
    usages: group.flatMap((other) => other.candidate.usages),
    alternatives: [once, inline],
  }
}

/** Behind the opening brace, or the directives, where a line ends; undefined where something follows on the line. */
function placeForConstant(
  file: SourceFile,
  { body }: AnyFunction,
): { readonly offset: number; readonly indentation: string } | undefined {
  if (body?.type !== 'BlockStatement') return undefined
  const statements = body.body as Node[]
  const first = statements[0]
  if (!first) return undefined
  const directives = statements.filter((statement) => 'directive' in statement && statement.directive)
  const offset = directives.at(-1)?.end ?? body.start + 1
  const isLineEnd = /^[ \t]*\r?\n/.test(file.text.slice(offset, offset + 200))
  const indentation = file.indentationAt(first)
  const line = file.text.lastIndexOf('\n', first.start - 1) + 1
  if (!isLineEnd || file.text.slice(line, first.start) !== indentation) return undefined
  return { offset, indentation }
}
