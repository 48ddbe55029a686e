import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import type { Place } from '../../../model.js'
import { placeOf } from './manifest-refusals.js'
import { foldersNamed, type OldPackage } from './old-driver-references.js'

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

/** Scripts that are no code of the project, and what builds or deploys it. */
const scripts =
  /\.(sh|bash|ps1|bat|cmd)$|^(Makefile|justfile|Procfile)$|^([\w.-]+\.)?Dockerfile([.-][\w.-]+)?$|^(serverless|template|samconfig|docker-compose|compose)\.ya?ml$/i

/** Where such files name the folder of an old package, beside a package.json, at the root, and in folders of scripts. */
export function foldersElsewhere(
  root: string,
  manifest: string | undefined,
): { readonly place: Place; readonly name: OldPackage }[] {
  const own = manifest === undefined ? '' : dirname(manifest).replace(/^\.$/, '')
  const folders = ['', own].flatMap((folder) =>
    ['', 'scripts', 'script', 'bin', 'tools', 'docker', 'deploy', '.github/workflows'].map((name) =>
      posix.join(folder, name).replace(/^\.$/, ''),
    ),
  )
  return [...new Set(folders)].flatMap((folder) => {
    if (!existsSync(join(root, folder))) return []
    return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const isScript = scripts.test(entry.name) || /workflows$/.test(folder)
      if (!entry.isFile() || !isScript) return []
      const file = posix.join(folder, entry.name)
      const text = readFileSync(join(root, file), 'utf8')
      return foldersNamed(text).map(({ name, start }) => ({ place: placeOf(file, text, start), name }))
    })
  })
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
