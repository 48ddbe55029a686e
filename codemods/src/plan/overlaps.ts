import type { TextEdit } from '../model.js'
import type { Proposals } from './planning.js'
import type { Around, Candidate, FileProposal, Proposal, Range } from './proposal.js'

/**
 * Changes that want the same text cannot both be made. One that moves code takes those inside along; else the
 * later one waits for the next run.
 */
export function withoutOverlaps(candidates: readonly Candidate[]): Proposals {
  let kept: Candidate[] = []
  const refusals: Proposals['refusals'] = []
  for (const candidate of candidates) {
    const inTheWay = kept.filter((other) => collide(candidate, other))
    if (inTheWay.length === 0) {
      kept.push(candidate)
      continue
    }
    const merged = candidate.around && takenAlong(candidate, candidate.around, inTheWay)
    const others = kept.filter((other) => !inTheWay.includes(other))
    if (merged && !others.some((other) => collide(merged, other))) {
      kept = [...others, merged]
      continue
    }
    const [proposal] = candidate.alternatives
    for (const usage of candidate.usages)
      refusals.push({ usage, codemod: proposal!.codemod, id: 'same-code', place: candidate.place })
  }
  return { candidates: kept, refusals }
}

function collide(a: Candidate, b: Candidate): boolean {
  const files = b.alternatives.flatMap((proposal) => proposal.files)
  return a.alternatives.some((proposal) =>
    proposal.files.some(({ path, edits }) =>
      files.some(
        (other) => other.path === path && edits.some((edit) => other.edits.some((one) => overlap(edit, one))),
      ),
    ),
  )
}

function overlap(a: TextEdit, b: TextEdit): boolean {
  const isSame = a.start === b.start && a.end === b.end && a.text === b.text
  return !isSame && a.start < b.end && b.start < a.end
}

/** One change out of several: the outer one, made around what the inner ones write. */
function takenAlong(outer: Candidate, around: Around, inner: readonly Candidate[]): Candidate | undefined {
  const proposals = inner.map((candidate) => candidate.alternatives[0]!)
  const files = proposals.flatMap((proposal) => proposal.files)
  const inside = files.flatMap((file) =>
    file.path === around.path ? file.edits.filter((edit) => isWithin(edit, around.range)) : [],
  )
  const alternatives = around.with(inside)
  if (!alternatives || alternatives.length === 0) return undefined
  return {
    ...outer,
    usages: [...outer.usages, ...inner.flatMap((candidate) => candidate.usages)],
    alternatives: alternatives.map((proposal) => merge(proposal, proposals, around)),
  }
}

function merge(outer: Proposal, inner: readonly Proposal[], around: Around): Proposal {
  const files: FileProposal[] = [...outer.files]
  for (const file of inner.flatMap((proposal) => proposal.files)) {
    const rest =
      file.path === around.path
        ? { ...file, edits: file.edits.filter((edit) => !isWithin(edit, around.range)) }
        : file
    const at = files.findIndex((other) => other.path === file.path)
    if (at < 0) files.push(rest)
    else files[at] = joined(files[at]!, rest)
  }
  const creates = [outer, ...inner].flatMap((proposal) => proposal.creates ?? [])
  const methods = [outer, ...inner].flatMap((proposal) => proposal.methods ?? [])
  return {
    codemod: outer.codemod,
    reason: [...new Set([outer, ...inner].map((proposal) => proposal.reason))].join(' '),
    files,
    ...(creates.length > 0 && { creates: uniqueByPath(creates) }),
    ...(methods.length > 0 && { methods: [...new Set(methods)] }),
  }
}

function joined(a: FileProposal, b: FileProposal): FileProposal {
  const edits = b.edits.filter(
    (edit) =>
      !a.edits.some((one) => one.start === edit.start && one.end === edit.end && one.text === edit.text),
  )
  return {
    path: a.path,
    edits: [...a.edits, ...edits],
    imports: [...a.imports, ...b.imports],
    removedReferences: [...a.removedReferences, ...b.removedReferences],
  }
}

function uniqueByPath<T extends { readonly path: string }>(files: readonly T[]): T[] {
  return [...new Map(files.map((file) => [file.path, file])).values()]
}

function isWithin(edit: Range, range: Range): boolean {
  return edit.start >= range.start && edit.end <= range.end
}
