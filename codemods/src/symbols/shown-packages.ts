import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, parse, sep } from 'node:path'
import { sectionWith } from '../edits/package-manifest.js'
import { duckdbPackages } from '../survey/duckdb-driver.js'
import type { VirtualPackage } from './oracle.js'

/** Packages whose types a project is checked with, though it has not installed them. */
export function shownPackages(root: string, folder: string): VirtualPackage[] {
  return [...runtimePackage(root, folder), ...driverPackages(root, folder)]
}

/**
 * The runtime's types, shown from our own copy while the project has not installed it. A linked one is shown where it
 * is linked: from its own place it would bring Node's types into a project that has none, and with them errors in
 * code that nobody changed.
 */
function runtimePackage(root: string, folder: string): VirtualPackage[] {
  const name = '@duckshift/runtime'
  const installed = folderAbove(root, folder, join('node_modules', name, 'package.json'))
  if (installed !== undefined) {
    const directory = realpathSync(join(installed, 'node_modules', name))
    const isLinked = !directory.includes(`${sep}node_modules${sep}`)
    const nodeTypes = folderAbove(parse(folder).root, folder, join('node_modules', '@types', 'node'))
    return isLinked && nodeTypes === undefined ? [{ name, shownIn: installed, from: directory }] : []
  }
  const directory = ownPackage(name)
  return directory === undefined ? [] : [{ name, shownIn: folder, from: directory }]
}

/**
 * The types of drivers that the project has not installed: with none, its code has no errors about them before a phase
 * and those of the runtime's types after it.
 */
function driverPackages(root: string, folder: string): VirtualPackage[] {
  return duckdbPackages.flatMap((name) => {
    const isMissing =
      folderAbove(parse(folder).root, folder, join('node_modules', name, 'package.json')) === undefined
    if (!isMissing || !isDependency(root, folder, name)) return []
    const from = compatTypes(name) ?? ownPackage(name)
    return from === undefined ? [] : [{ name, shownIn: folder, from }]
  })
}

/** The nearest folder, up to the root, in which there is such a path. */
function folderAbove(root: string, folder: string, path: string): string | undefined {
  for (let at = folder; at.length >= root.length; at = dirname(at)) {
    if (existsSync(join(at, path))) return at
    if (at === dirname(at)) break
  }
  return undefined
}

/** Those of an old package are the runtime's, which stand in for it afterwards. */
function compatTypes(name: string): Readonly<Record<string, string>> | undefined {
  const compat = { duckdb: 'duckdb', 'duckdb-lambda-x86': 'duckdb', 'duckdb-async': 'duckdb-async' }[name]
  return compat === undefined
    ? undefined
    : {
        'package.json': JSON.stringify({ name, types: 'index.d.ts' }),
        'index.d.ts': `export * from '@duckshift/runtime/compat/${compat}'\n`,
      }
}

/** The folder of a package that this one depends on. */
function ownPackage(name: string): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
  } catch {
    return undefined
  }
}

function isDependency(root: string, folder: string, name: string): boolean {
  for (let at = folderAbove(root, folder, 'package.json'); at !== undefined; ) {
    if (sectionWith(readFileSync(join(at, 'package.json'), 'utf8'), name) !== undefined) return true
    at = at === root ? undefined : folderAbove(root, dirname(at), 'package.json')
  }
  return false
}
