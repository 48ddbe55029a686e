import { type FileFacts, readFacts } from './file-facts.js'
import type { Stamps } from './file-stamps.js'

/** Files that a thread takes at a time. */
const blockSize = 32

/** What the threads that read a project's files share. */
export interface FactsWork {
  readonly root: string
  readonly paths: readonly string[]
  /** Where the next block begins, and how many blocks the worker has sent. */
  readonly progress: Int32Array
  readonly stamps: Stamps
}

export interface FactsBlock {
  /** Place of its first path. */
  readonly at: number
  /** Null for what cannot be read: who needs the file finds out why. */
  readonly facts: readonly (FileFacts | null)[]
}

/** Reads the blocks that no other thread has taken. */
export function* readBlocks({ root, paths, progress, stamps }: FactsWork): Generator<FactsBlock> {
  for (;;) {
    const at = Atomics.add(progress, 0, blockSize)
    if (at >= paths.length) return
    const block = paths.slice(at, at + blockSize)
    yield { at, facts: block.map((path, index) => factsOrNull(root, path, stamps, at + index)) }
  }
}

export function blocksOf(paths: readonly string[]): number {
  return Math.ceil(paths.length / blockSize)
}

function factsOrNull(root: string, path: string, stamps: Stamps, index: number): FileFacts | null {
  try {
    return readFacts(root, path, { stamps, index })
  } catch {
    return null
  }
}
