import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** `.duckshift/` in the project: plans, runs, the journal. Ignored by git as a whole. */
export function stateFolder(root: string, ...path: string[]): string {
  const base = join(root, '.duckshift')
  if (!existsSync(base)) mkdirSync(base, { recursive: true })
  const ignore = join(base, '.gitignore')
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n')
  const folder = join(base, ...path)
  mkdirSync(folder, { recursive: true })
  return folder
}
