import { isUtf8 } from 'node:buffer'
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { importSpecifiers } from './import-specifiers.js'

/** What the survey needs of every file, and keeps of it: the text itself is read again for the few that matter. */
export interface FileFacts {
  readonly specifiers: readonly string[]
  /** True when a comment of duckshift may stand in it. */
  readonly marked: boolean
  /** True when it may have a pattern of its own for something: see `consistency`. */
  readonly patterns: boolean
  readonly utf8: boolean
}

export function factsOfBytes(bytes: Buffer): FileFacts {
  // Latin-1 decodes fastest; what is found is ASCII, or is decoded again.
  const text = bytes.toString('latin1')
  return {
    specifiers: importSpecifiers(text).map(decoded),
    marked: text.includes('duckshift-'),
    patterns: ownPatterns.test(text) || (text.includes('catch') && text.includes('throw ')),
    utf8: isUtf8(bytes),
  }
}

/** Error classes, repositories and tokens; drivers; databases opened; what a catch may throw. */
const ownPatterns =
  /\bextends \w*(Error|Repository)\b|\bcreateToken\(|duckdb|\b(lazyDatabase|Database\.open)\(/

/** Throws what `readFileSync` throws. */
export function readFacts(root: string, path: string): FileFacts {
  const file = `${root}/${path}`
  const descriptor = openSync(file, 'r')
  let length: number
  try {
    length = readSync(descriptor, shared, 0, shared.length, 0)
  } finally {
    closeSync(descriptor)
  }
  return factsOfBytes(length < shared.length ? shared.subarray(0, length) : readFileSync(file))
}

/** Read into again and again: most files fit, and nothing of them is kept. */
const shared = Buffer.allocUnsafe(1 << 18)

export function factsOfText(text: string): FileFacts {
  return factsOfBytes(Buffer.from(text))
}

/** Latin-1 of UTF-8 as what it was; a copy, for a part of the text would keep all of it in memory. */
function decoded(specifier: string): string {
  return Buffer.from(specifier, 'latin1').toString()
}

/** True when a survey would take both for the same file, unless it reads the text. */
export function sameFacts(a: FileFacts, b: FileFacts): boolean {
  return (
    a.utf8 === b.utf8 &&
    a.marked === b.marked &&
    a.patterns === b.patterns &&
    a.specifiers.length === b.specifiers.length &&
    a.specifiers.every((specifier, index) => specifier === b.specifiers[index])
  )
}
