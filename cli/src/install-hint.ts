import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'

const lockfiles = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['package-lock.json', 'npm'],
] as const

/** What to run so that the lockfile and node_modules follow a changed package.json; undefined when none changes. */
export function installHint(root: string, files: readonly { readonly path: string }[]): string | undefined {
  if (!files.some(({ path }) => basename(path) === 'package.json')) return undefined
  const [, manager = 'npm'] = lockfiles.find(([lockfile]) => existsSync(join(root, lockfile))) ?? []
  return `The dependencies change: run ${manager} install, so that the lockfile and node_modules follow.`
}
