import { Session } from 'node:inspector/promises'
import { parse } from '../survey/parse.js'
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

const worthBytes = 150 << 20

/**
 * Gives back what nothing refers to any more, before the type checker wants as much: it is a process of its own.
 * Through the inspector, because that is the one collection that gives the young generation's pages back too.
 */
export async function freeMemory(): Promise<void> {
  if (process.memoryUsage.rss() < worthBytes) return
  const session = new Session()
  session.connect()
  await session.post('HeapProfiler.collectGarbage')
  session.disconnect()
  // The parser gives back what the parses before have left with the next one.
  parse('empty.js', '')
}
