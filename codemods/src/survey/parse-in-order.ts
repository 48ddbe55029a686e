import { parseToJson, partToJson } from './parse.js'
import { readText } from './read-text.js'

/** Files that one thread parses for another. */
export interface ParsingWork {
  readonly root: string
  readonly paths: readonly string[]
  /** By place: where clients come from, for files of which only the relevant part is wanted; null for whole ones. */
  readonly sources: readonly (readonly string[] | null)[]
  /** Place of the path that the other thread is at. */
  readonly position: Int32Array
  /** Files that may be parsed and not yet taken: they are kept in memory. */
  readonly ahead: number
}

export interface ParsedText {
  readonly path: string
  readonly text: string
  /** SHA-256, hex. */
  readonly hash: string
  /** See `parseToJson`, and `partToJson` where that was wanted. */
  readonly json: string
  readonly isPart: boolean
}

/** Parses what is before the other thread. What cannot be read or parsed is left out: that thread finds out why. */
export function* parseInOrder({ root, paths, sources, position, ahead }: ParsingWork): Generator<ParsedText> {
  for (const [place, path] of paths.entries()) {
    let other = Atomics.load(position, 0)
    for (; place > other + ahead; other = Atomics.load(position, 0)) Atomics.wait(position, 0, other)
    if (place <= other) continue
    try {
      const { text, hash } = readText(root, path)
      const from = sources[place]
      const json = from ? partToJson(path, text, from) : parseToJson(path, text)
      yield { path, text, hash, json, isPart: Boolean(from) }
    } catch {
      // As said above.
    }
  }
}
