import { OverlappingEditsError } from '../edits/text-edits.js'
import type { Diagnostic } from '../model.js'
import type { Candidate, Proposal } from './proposal.js'
import type { OwnedEdit } from './render.js'

/** A part of a text, and the candidate that wrote it. */
export interface Segment {
  readonly candidate: number
  readonly start: number
  readonly end: number
  /** Several candidates wrote the same, once. */
  readonly shared?: true
}

/** Text of one file after the plan, and which candidate wrote which part of it (offsets in the new text). */
export interface RenderedFile {
  readonly kind: 'edit' | 'create' | 'delete'
  readonly text: string
  readonly segments: readonly Segment[]
}

export type PlacedDiagnostic = Diagnostic & { readonly start: number; readonly end: number }

/** A candidate's choice: the proposal taken, or why none could be. */
export interface Choice {
  readonly candidate: Candidate
  readonly proposal?: Proposal
  /** What the type checker said of each alternative that was passed over. */
  readonly diagnostics: readonly Diagnostic[]
  /** Set when the candidate fell because its foundation did. */
  readonly missingFoundation?: string
  /** Set when an alternative was passed over because another candidate edits the same text. */
  readonly overlaps?: true
}

export interface SettleOptions {
  readonly candidates: readonly Candidate[]
  /** Throws OverlappingEditsError, whose edits name their candidates. */
  readonly render: (active: ReadonlyMap<number, Proposal>) => ReadonlyMap<string, RenderedFile>
  /** The texts as they shall be written, of those that were rendered. */
  readonly finish?: (files: ReadonlyMap<string, RenderedFile>) => Promise<ReadonlyMap<string, RenderedFile>>
  /** The diagnostics these texts add to the project. */
  readonly check: (files: ReadonlyMap<string, RenderedFile>) => Promise<readonly PlacedDiagnostic[]>
  /** Files that `file` imports, directly. */
  readonly importsOf: (file: string) => Iterable<string>
}

/**
 * Finds the largest set of changes that type-checks: renders, checks, moves each candidate that brought
 * a diagnostic, or edits what another one edits, to its next alternative, and starts over. Ends because every turn
 * uses up an alternative.
 */
export async function settle(options: SettleOptions): Promise<{
  readonly choices: readonly Choice[]
  readonly files: ReadonlyMap<string, RenderedFile>
  readonly unexplained: readonly PlacedDiagnostic[]
}> {
  const { candidates } = options
  const position = candidates.map(() => 0)
  const diagnostics: Diagnostic[][] = candidates.map(() => [])
  const fallen = new Map<number, string>()
  const overlapping = new Set<number>()

  for (;;) {
    const active = activeProposals(candidates, position, fallen)
    const rendered = renderedOrInTheWay(options, active)
    if (typeof rendered === 'number') {
      position[rendered]! += 1
      overlapping.add(rendered)
      dropWithoutFoundation(candidates, position, fallen)
      continue
    }
    const files = (await options.finish?.(rendered)) ?? rendered
    const found = files.size === 0 ? [] : await options.check(files)
    const blame = new Map<number, PlacedDiagnostic[]>()
    const unexplained: PlacedDiagnostic[] = []
    for (const diagnostic of found) {
      const suspects = culpritsOf(diagnostic, files, active, options.importsOf, candidates)
      // Of those who may be to blame from afar, the ones that can do otherwise do so first.
      const flexible = files.has(diagnostic.file)
        ? []
        : suspects.filter((index) => candidates[index]!.alternatives.length > position[index]! + 1)
      const culprits = flexible.length > 0 ? flexible : suspects
      if (culprits.length === 0) unexplained.push(diagnostic)
      for (const culprit of culprits) blame.set(culprit, [...(blame.get(culprit) ?? []), diagnostic])
    }
    if (blame.size === 0) {
      return {
        choices: choicesOf(candidates, active, diagnostics, fallen, overlapping),
        files,
        unexplained,
      }
    }
    for (const [culprit, brought] of blame) {
      position[culprit]! += 1
      diagnostics[culprit]!.push(...brought)
    }
    dropWithoutFoundation(candidates, position, fallen)
  }
}

/** The texts, or the candidate that gives way where two edit the same text. */
function renderedOrInTheWay(
  { render, candidates }: SettleOptions,
  active: ReadonlyMap<number, Proposal>,
): ReadonlyMap<string, RenderedFile> | number {
  try {
    return render(active)
  } catch (error) {
    const givesWay = error instanceof OverlappingEditsError ? givingWay(error, candidates, active) : undefined
    if (givesWay === undefined) throw error
    return givesWay
  }
}

/** What only injects gives way to what moves statements, what can do otherwise to what cannot, the later to the earlier. */
function givingWay(
  { edits }: OverlappingEditsError,
  candidates: readonly Candidate[],
  active: ReadonlyMap<number, Proposal>,
): number | undefined {
  const owned = edits as readonly Partial<OwnedEdit>[]
  const own = owned.filter(({ shared }) => !shared)
  const owners = new Set((own.length > 0 ? own : owned).flatMap((edit) => edit.candidates ?? []))
  const rank = (index: number) => [
    candidates[index]!.foundation ? 0 : 1,
    active.get(index)?.keepsSql ? 1 : 0,
    candidates[index]!.alternatives.length - candidates[index]!.alternatives.indexOf(active.get(index)!),
    index,
  ]
  return [...owners].sort((a, b) => {
    const [one, other] = [rank(a), rank(b)]
    const at = one.findIndex((value, position) => value !== other[position])
    return other[at]! - one[at]!
  })[0]
}

function activeProposals(
  candidates: readonly Candidate[],
  position: readonly number[],
  fallen: ReadonlyMap<number, string>,
): Map<number, Proposal> {
  const active = new Map<number, Proposal>()
  candidates.forEach((candidate, index) => {
    const proposal = candidate.alternatives[position[index]!]
    if (proposal && !fallen.has(index)) active.set(index, proposal)
  })
  return active
}

function dropWithoutFoundation(
  candidates: readonly Candidate[],
  position: readonly number[],
  fallen: Map<number, string>,
): void {
  candidates.forEach((broken, index) => {
    if (!broken.foundation || broken.alternatives[position[index]!]) return
    candidates.forEach((candidate, other) => {
      const restsOnIt =
        broken.facade === undefined || candidate.facade === undefined || candidate.facade === broken.facade
      if (candidate !== broken && restsOnIt) fallen.set(other, broken.foundation!)
    })
  })
}

function culpritsOf(
  diagnostic: PlacedDiagnostic,
  files: ReadonlyMap<string, RenderedFile>,
  active: ReadonlyMap<number, Proposal>,
  importsOf: (file: string) => Iterable<string>,
  candidates: readonly Candidate[],
): number[] {
  const named = takersOf(diagnostic, active, candidates)
  if (named.length > 0) return named
  // What is put at the end of a file brings imports to its top.
  const appending = [...active].filter(([, { appends }]) =>
    appends?.some(({ path }) => path === diagnostic.file),
  )
  if (appending.length > 0) return appending.map(([index]) => index)
  const segments = files.get(diagnostic.file)?.segments ?? []
  if (segments.length > 0) {
    const distance = (segment: { start: number; end: number }) =>
      Math.max(0, segment.start - diagnostic.end, diagnostic.start - segment.end)
    const nearest = Math.min(...segments.map(distance))
    return [...new Set(segments.filter((segment) => distance(segment) === nearest).map((s) => s.candidate))]
  }
  const imported = new Set(importsOf(diagnostic.file))
  const suspects = [...active].filter(
    ([, proposal]) =>
      proposal.files.some((file) => imported.has(file.path)) ||
      proposal.deletes?.some((path) => imported.has(path)),
  )
  return suspects.map(([index]) => index)
}

/** Candidates that take out what the message misses, by the names of the findings they stand for: `kind:file#name`. */
function takersOf(
  { message }: PlacedDiagnostic,
  active: ReadonlyMap<number, Proposal>,
  candidates: readonly Candidate[],
): number[] {
  const quoted = [...message.matchAll(/'"?([^'"]+)"?'/g)].map((match) => match[1]!)
  const stems = quoted.map((text) => text.replace(/^.*\//, '').replace(/\.[cm]?[jt]sx?$/, ''))
  return [...active.keys()].filter((index) =>
    candidates[index]!.usages.some((usage) => {
      const [, file = '', name = ''] = /^[\w-]+:([^#]+)#(.*)$/.exec(usage) ?? []
      if (name === '') return false
      const own = name === file ? file.replace(/^.*\//, '').replace(/\.\w+$/, '') : name.replace(/^.*\./, '')
      return name === file ? stems.includes(own) : quoted.includes(own)
    }),
  )
}

function choicesOf(
  candidates: readonly Candidate[],
  active: ReadonlyMap<number, Proposal>,
  diagnostics: readonly Diagnostic[][],
  fallen: ReadonlyMap<number, string>,
  overlapping: ReadonlySet<number>,
): Choice[] {
  return candidates.map((candidate, index) => {
    const proposal = active.get(index)
    const missingFoundation = fallen.get(index)
    return {
      candidate,
      diagnostics: diagnostics[index]!,
      ...(proposal && { proposal }),
      ...(missingFoundation && { missingFoundation }),
      ...(overlapping.has(index) && { overlaps: true as const }),
    }
  })
}
