import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { importSpecifiers } from './import-specifiers.js'

/** What the survey needs of every file, and keeps of it: the text itself is read again for the few that matter. */
export interface FileFacts {
  /** SHA-256 of the file's bytes, hex. */
  readonly hash: string
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
    hash: createHash('sha256').update(bytes).digest('hex'),
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
  const file = join(root, path)
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

function decoded(specifier: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: everything but ASCII
  return /[^\x00-\x7f]/.test(specifier) ? Buffer.from(specifier, 'latin1').toString('utf8') : specifier
}
