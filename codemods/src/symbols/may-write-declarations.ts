import { readdirSync } from 'node:fs'
import { join, posix } from 'node:path'
import { extendedBy, readConfiguration } from './read-configuration.js'

/**
 * False where no configuration near a file says that declarations are written, which is known without a type checker:
 * having one before it is needed takes memory. What cannot be found may say so.
 */
export function mayWriteDeclarations(root: string, file: string): boolean {
  for (let folder = posix.dirname(file); ; folder = posix.dirname(folder)) {
    if (saysSo(join(root, folder))) return true
    if (folder === '.' || folder === '/') return false
  }
}

function saysSo(folder: string): boolean {
  return configurationsIn(folder).some((name) => chainSaysSo(join(folder, name), new Set()))
}

function configurationsIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^tsconfig.*\.json$/.test(name))
  } catch {
    return []
  }
}

function chainSaysSo(path: string, seen: Set<string>): boolean {
  if (seen.has(path)) return false
  seen.add(path)
  const { compilerOptions, extends: base } = (readConfiguration(path) ?? {}) as {
    compilerOptions?: { declaration?: unknown; composite?: unknown }
    extends?: string | string[]
  }
  if (compilerOptions?.declaration || compilerOptions?.composite) return true
  const bases = base === undefined ? [] : [base].flat()
  return bases.some((name) => {
    const extended = extendedBy(path, name)
    return extended === undefined || chainSaysSo(extended, seen)
  })
}
