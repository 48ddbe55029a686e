import { isUtf8 } from 'node:buffer'
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { type Stamps, setStamp } from './file-stamps.js'
import { specifierRanges } from './import-specifiers.js'

/** What the survey needs of every file, and keeps of it: the text itself is read again for the few that matter. */
export interface FileFacts {
  readonly specifiers: readonly string[]
  /** True when a comment of duckshift may stand in it. */
  readonly marked: boolean
  /** True when it may have a pattern of its own for something: see `consistency`. */
  readonly patterns: boolean
  readonly utf8: boolean
}

const nothing: FileFacts = { specifiers: [], marked: false, patterns: false, utf8: true }

/** What a bundler or minifier wrote is nobody's code, and would take longer to read than the rest of a project. */
function isBundled(bytes: Buffer): boolean {
  if (bytes.length < 50_000) return false
  const sample = Math.min(bytes.length, 200_000)
  let lines = 0
  for (let at = bytes.indexOf(10); at >= 0 && at < sample; at = bytes.indexOf(10, at + 1)) {
    lines += 1
    if (lines * 500 > sample) return false
  }
  return true
}

export function factsOfBytes(bytes: Buffer): FileFacts {
  if (isBundled(bytes)) return nothing
  // Latin-1 decodes fastest, and its places are the bytes': what is found is ASCII, or is decoded again.
  const text = bytes.toString('latin1')
  // Copies: a part of the text would keep all of it in memory.
  const specifiers = specifierRanges(text).map(({ start, end }) => bytes.toString('utf8', start, end))
  // V8 finds a few characters several times faster than many: those stand first.
  return {
    specifiers,
    marked: text.includes('duck') && text.includes('duckshift-'),
    patterns:
      specifiers.some((specifier) => specifier.includes('duck')) ||
      (text.includes('extend') && ownClass.test(text)) ||
      (text.includes('catch') && text.includes('throw ')),
    utf8: isUtf8(bytes),
  }
}

/** Error classes and repositories; drivers and tokens are imported; what is left is what a catch may throw. */
const ownClass = /\bextends \w*(Error|Repository)\b/

/** Throws what `readFileSync` throws. */
export function readFacts(
  root: string,
  path: string,
  stamped?: { readonly stamps: Stamps; readonly index: number },
): FileFacts {
  const file = `${root}/${path}`
  const descriptor = openSync(file, 'r')
  let length: number
  try {
    // Before what it says: a change in between is seen at the next survey.
    if (stamped) setStamp(stamped.stamps, stamped.index, fstatSync(descriptor))
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
