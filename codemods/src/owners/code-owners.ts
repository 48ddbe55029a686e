import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { matchesGlobs } from '../survey/path-globs.js'

const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS']

/** Who owns a file, as the project's CODEOWNERS says: the last pattern that matches decides. */
export function codeOwners(root: string): (file: string) => readonly string[] {
  const path = places.map((place) => join(root, place)).find((candidate) => existsSync(candidate))
  if (!path) return () => []
  const rules = readFileSync(path, 'utf8').split(/\r?\n/).flatMap(ruleOf).reverse()
  return (file) => rules.find((rule) => rule.matches(file))?.owners ?? []
}

interface Rule {
  readonly matches: (file: string) => boolean
  readonly owners: readonly string[]
}

function ruleOf(line: string): Rule[] {
  const text = line.replace(/(^|\s)#.*$/, '').trim()
  if (!text || /^\^?\[/.test(text)) return []
  const [pattern = '', ...owners] = text.replaceAll('\\ ', '\0').split(/\s+/)
  return [{ matches: matchesGlobs(globsOf(pattern.replaceAll('\0', ' ')), { dot: true }), owners }]
}

/** Patterns follow gitignore: without a slash in the middle they hold at any depth, and a folder means all below it. */
function globsOf(pattern: string): string[] {
  const isAnchored = pattern.slice(0, -1).includes('/')
  const bare = pattern.replace(/^\//, '').replace(/\/$/, '')
  const base = isAnchored || bare.startsWith('**') ? bare : `**/${bare}`
  if (pattern.endsWith('/')) return [`${base}/**`]
  return /\/\*$/.test(pattern) ? [base] : [base, `${base}/**`]
}
