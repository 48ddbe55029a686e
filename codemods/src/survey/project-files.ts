import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import picomatch from 'picomatch'

export const neverEntered = new Set([
  'node_modules',
  '.git',
  'dist',
  'build',
  'out',
  'coverage',
  '.next',
  '.nuxt',
  '.svelte-kit',
  '.turbo',
  '.duckshift',
  'vendor',
])
const source = /\.[cm]?[jt]sx?$/
const declaration = /\.d\.[cm]?ts$/

export interface ProjectFilesOptions {
  /** Globs relative to the root; absent means every source file. */
  readonly include?: readonly string[] | undefined
  readonly exclude?: readonly string[] | undefined
}

/** Paths of the project's source files, relative to the root, forward slashes, sorted. Symbolic links are not followed. */
export function projectFiles(root: string, { include, exclude }: ProjectFilesOptions = {}): string[] {
  const included = include?.length ? picomatch([...include]) : undefined
  const excluded = exclude?.length ? picomatch([...exclude]) : undefined
  const files: string[] = []
  const pending = ['']
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder ? `${folder}/${entry.name}` : entry.name
      if (entry.isDirectory()) {
        if (!neverEntered.has(entry.name) && !excluded?.(path)) pending.push(path)
      } else if (entry.isFile() && isSourceFile(entry.name)) {
        if ((!included || included(path)) && !excluded?.(path)) files.push(path)
      }
    }
  }
  return files.sort()
}

export function isSourceFile(path: string): boolean {
  return source.test(path) && !declaration.test(path)
}

const testFile =
  /(^|\/)(__tests__|__mocks__|tests?|spec|e2e)\/|\.(test|spec|e2e)\.[cm]?[jt]sx?$|(^|\/)vitest\.setup/

export function isTestFile(path: string): boolean {
  return testFile.test(path)
}
