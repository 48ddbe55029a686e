import type { SourceFile } from '../survey/source-file.js'
import { escapePattern } from './escape-pattern.js'

/** True where a type comment of a JavaScript file names it: TypeScript reads the import there, although no code does. */
export function isNamedInJsDoc(file: SourceFile, name: string): boolean {
  if (!/\.[cm]?jsx?$/.test(file.path)) return false
  // Types stand in braces; what the text around them says does not need the import.
  const word = new RegExp(
    `\\{[^@]*(?<![\\w$])${escapePattern(name)}(?![\\w$])[^@]*\\}|@(see|link)\\s+${escapePattern(name)}\\b`,
  )
  return file.comments.some(({ value }) => value.startsWith('*') && word.test(value))
}
