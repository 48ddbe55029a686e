import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import type { Place } from '../../../model.js'
import { placeOf } from './manifest-refusals.js'

const name = /(?<![\w@/.-])duckdb(-async)?(?![\w/.-])/g

/** The new driver in a list, beside which the old one's name says nothing. */
const besides = /^\s*-\s+["']?@duckdb\/node-api\b|\[[^\]\n]*@duckdb\/node-api\b/m

/** Files that say how a package is built or run, and the lines of each in which a package's name stands for the package. */
const files: readonly (readonly [RegExp, RegExp])[] = [
  [/^(serverless|pnpm-workspace|template|samconfig|docker-compose|compose)\.ya?ml$/, /^\s*-\s|[[\]]/],
  [/^([\w.-]+\.)?Dockerfile([.-][\w.-]+)?$/i, /\b(npm|yarn|pnpm|bun|node-gyp|node-pre-gyp)\b/],
  [/^\.(npmrc|yarnrc\.yml|pnpmfile\.cjs)$/, /./],
]

/** Where files other than code name the old packages, beside a package.json and at the root. */
export function namedElsewhere(root: string, manifest: string | undefined): Place[] {
  const folders = new Set(['', manifest === undefined ? '' : dirname(manifest).replace(/^\.$/, '')])
  return [...folders].flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const lines = entry.isFile() && files.find(([file]) => file.test(entry.name))?.[1]
      return lines ? placesIn(root, posix.join(folder, entry.name), lines) : []
    }),
  )
}

function placesIn(root: string, file: string, lines: RegExp): Place[] {
  const text = readFileSync(join(root, file), 'utf8')
  if (besides.test(text)) return []
  return [...text.matchAll(name)].flatMap((found) => {
    const lineStart = text.lastIndexOf('\n', found.index) + 1
    const line = text
      .slice(lineStart)
      .split('\n', 1)[0]!
      .replace(/(^|\s)#.*/, '')
    if (found.index - lineStart >= line.length || !lines.test(line)) return []
    return [placeOf(file, text, found.index)]
  })
}
