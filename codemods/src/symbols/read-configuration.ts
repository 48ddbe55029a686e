import { readFileSync } from 'node:fs'
import { readJsonWithComments } from '../survey/json-with-comments.js'

/** The object that a JSON file holds, comments and all; undefined where it cannot be read. `text`: what is read instead. */
export function readConfiguration(
  path: string,
  text: string | undefined = textOf(path),
): Readonly<Record<string, unknown>> | undefined {
  const read = text === undefined ? undefined : readJsonWithComments(text.replace(/^\uFEFF/, ''))
  return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : undefined
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
