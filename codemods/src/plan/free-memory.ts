import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Candidate, Proposal, Range } from './proposal.js'

/** The candidates without what only proposing needs: each node that one refers to keeps a whole file's syntax tree. */
export function withoutTrees(candidates: readonly Candidate[]): Candidate[] {
  return candidates.map(({ around: _, ...candidate }) => ({
    ...candidate,
    alternatives: candidate.alternatives.map(
      (proposal): Proposal => ({
        ...proposal,
        files: proposal.files.map((file) => ({
          ...file,
          removedReferences: file.removedReferences.map(bare),
        })),
      }),
    ),
  }))
}

function bare({ start, end }: Range): Range {
  return { start, end }
}

const worthBytes = 200 << 20

/** Gives back what nothing refers to any more, before the type checker wants as much: it is a process of its own. */
export function freeMemory(): void {
  if (process.memoryUsage.rss() < worthBytes) return
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  // The second one gives back the pages that the first one emptied.
  collect()
  setFlagsFromString('--no-expose-gc')
}
