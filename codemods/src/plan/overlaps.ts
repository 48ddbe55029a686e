import type { TextEdit } from '../model.js'
import type { Proposals } from './planning.js'
import type { Around, Candidate, FileProposal, Proposal, Range } from './proposal.js'

/**
 * Changes that want the same text cannot both be made. One that moves code takes those inside along; else the
 * later one waits for the next run.
 */
export function withoutOverlaps(candidates: readonly Candidate[]): Proposals {
  const kept = new Set<Candidate>()
  const byFile = new Map<string, Set<Candidate>>()
  const refusals: Proposals['refusals'] = []
  const keep = (candidate: Candidate) => {
    kept.add(candidate)
    for (const path of pathsOf(candidate)) byFile.set(path, (byFile.get(path) ?? new Set()).add(candidate))
  }
  const drop = (candidate: Candidate) => {
    kept.delete(candidate)
    for (const path of pathsOf(candidate)) byFile.get(path)?.delete(candidate)
  }
  // Only candidates of the same file can collide: thousands of them in a large project, a few in each file.
  const colliding = (candidate: Candidate) => {
    const near = new Set([...pathsOf(candidate)].flatMap((path) => [...(byFile.get(path) ?? [])]))
    return [...near].filter((other) => collide(candidate, other))
  }
  for (const candidate of candidates) {
    const inTheWay = colliding(candidate)
    if (inTheWay.length === 0) {
      keep(candidate)
      continue
    }
    const inOrder = inTheWay.length === 1 ? inTheWay : [...kept].filter((other) => inTheWay.includes(other))
    const merged = candidate.around && takenAlong(candidate, candidate.around, inOrder)
    if (merged && colliding(merged).every((other) => inTheWay.includes(other))) {
      for (const other of inTheWay) drop(other)
      keep(merged)
      continue
    }
    const [proposal] = candidate.alternatives
    for (const usage of candidate.usages)
      refusals.push({ usage, codemod: proposal!.codemod, id: 'same-code', place: candidate.place })
  }
  return { candidates: [...kept], refusals }
}

function pathsOf(candidate: Candidate): Set<string> {
  return new Set(candidate.alternatives.flatMap(({ files }) => files.map(({ path }) => path)))
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
