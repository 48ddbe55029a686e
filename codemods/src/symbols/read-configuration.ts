import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, isAbsolute, resolve } from 'node:path'
import { readJsonWithComments } from '../survey/json-with-comments.js'

/** The object that a JSON file holds, comments and all; undefined where it cannot be read. `text`: what is read instead. */
export function readConfiguration(
  path: string,
  text: string | undefined = textOf(path),
): Readonly<Record<string, unknown>> | undefined {
  const read = text === undefined ? undefined : readJsonWithComments(text.replace(/^\uFEFF/, ''))
  return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : undefined
}

/** The configuration that one extends by a name; undefined where there is none. */
export function extendedBy(from: string, name: string): string | undefined {
  if (isAbsolute(name) || /^\.\.?(\/|$)/.test(name)) {
    const path = resolve(dirname(from), name)
    return [path, `${path}.json`].find((each) => each.endsWith('.json') && existsSync(each))
  }
  const require = createRequire(from)
  for (const each of [name, `${name}.json`, `${name}/tsconfig.json`]) {
    try {
      const found = require.resolve(each)
      if (found.endsWith('.json')) return found
    } catch {
      // The next form of the name may be the one.
    }
  }
  return undefined
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
