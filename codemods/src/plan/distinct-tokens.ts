import { type ImportedBinding, importedBinding } from '../survey/imported-binding.js'
import type { Project } from '../survey/project.js'
import type { Candidate, FileProposal, ImportNeed, Proposal } from './proposal.js'

/** A file's names for what several modules export under one name, by `name from module`. */
type Aliases = ReadonlyMap<string, string>

/**
 * Tokens of two databases have one name, each in its own module. A file that takes both gets a name of its own for each,
 * or the second would be declared twice.
 */
export function withDistinctTokens(project: Project, candidates: readonly Candidate[]): Candidate[] {
  const aliases = new Map<string, Aliases>()
  for (const [path, wanted] of wantedTokens(candidates)) {
    const found = aliasesIn(project, path, wanted)
    if (found.size > 0) aliases.set(path, found)
  }
  if (aliases.size === 0) return [...candidates]
  const renamed = (proposal: Proposal): Proposal => ({
    ...proposal,
    files: proposal.files.map((file) => renamedIn(file, aliases.get(file.path))),
  })
  return candidates.map((candidate) => {
    const { around } = candidate
    return {
      ...candidate,
      alternatives: candidate.alternatives.map(renamed),
      ...(around && { around: { ...around, with: (inner) => around.with(inner)?.map(renamed) } }),
    }
  })
}

/** What each file would inject, by its local name: for each candidate, the places that it may come from. */
function wantedTokens(candidates: readonly Candidate[]): Map<string, Map<string, Set<string>[]>> {
  const files = new Map<string, Map<string, Set<string>[]>>()
  for (const { alternatives } of candidates) {
    const own = new Map<string, Set<string>>()
    for (const { path, imports, edits } of alternatives.flatMap((proposal) => proposal.files))
      for (const need of imports) {
        if (need.alias !== undefined || !/^[a-z]/.test(need.name)) continue
        if (!edits.some(({ text }) => text.includes(`inject(${need.name})`))) continue
        const key = `${path} ${need.name}`
        const names = files.get(path) ?? new Map<string, Set<string>[]>()
        files.set(path, names)
        const targets = own.get(key) ?? new Set<string>()
        if (!own.has(key)) names.set(need.name, [...(names.get(need.name) ?? []), targets])
        own.set(key, targets.add(targetOf(need)))
      }
  }
  return files
}

function aliasesIn(
  project: Project,
  path: string,
  wanted: ReadonlyMap<string, readonly ReadonlySet<string>[]>,
): Aliases {
  const aliases = new Map<string, string>()
  const file = project.source(path)
  for (const [name, ways] of wanted) {
    const binding = file?.scopes.topLevel(name)
    const known = file && binding ? placesOf(project, importedBinding(project, file, binding)) : []
    const tokens = sameTokens(ways).filter((targets) => !known.some((place) => targets.has(place)))
    if (tokens.length === 0 || (tokens.length === 1 && binding === undefined)) continue
    for (const targets of tokens) {
      const [first] = [...targets].sort((a, b) => Number(isPackage(a)) - Number(isPackage(b)))
      const own = `${ownerOf(first!)}${name[0]!.toUpperCase()}${name.slice(1)}`
      let alias = own
      const isTaken = () => file?.scopes.declares(alias) || [...aliases.values()].includes(alias)
      for (let next = 2; isTaken(); next += 1) alias = `${own}${next}`
      for (const target of targets) aliases.set(`${name} from ${target}`, alias)
    }
  }
  return aliases
}

/** Where a name is imported from: by its module, by the one that declares it, and by what the import says. */
function placesOf(project: Project, bound: ImportedBinding | undefined): string[] {
  if (!bound) return []
  const { specifier, target, imported } = bound
  const declared = target === undefined ? undefined : project.declarationOf(target, imported)?.file
  return [specifier, target, declared].filter((place) => place !== undefined)
}

/** Places of one token together: a change that may take it from either says that they are the same. */
function sameTokens(ways: readonly ReadonlySet<string>[]): Set<string>[] {
  const tokens: Set<string>[] = []
  for (const way of ways) {
    const met = tokens.filter((token) => [...way].some((target) => token.has(target)))
    for (const token of met) tokens.splice(tokens.indexOf(token), 1)
    tokens.push(new Set([...met.flatMap((token) => [...token]), ...way]))
  }
  return tokens
}

function isPackage(target: string): boolean {
  return !/\.[cm]?[jt]sx?$/.test(target)
}

function targetOf({ target }: ImportNeed): string {
  return 'file' in target ? target.file : target.package
}

/** What tells a token's module from others: `metrics` of `src/metrics/database.ts`, `log` of `src/log-database.ts`. */
function ownerOf(target: string): string {
  const path = target.replace(/\.[cm]?[jt]sx?$/, '').split('/')
  const own = path.at(-1)!.replace(/-?database$/, '')
  const words = (own || (path.at(-2) ?? 'own')).replace(/^\W+/, '')
  return words.replace(/[^\w$]+(\w?)/g, (_, letter: string) => letter.toUpperCase())
}

function renamedIn(file: FileProposal, aliases: Aliases | undefined): FileProposal {
  if (!aliases) return file
  const names = new Map<string, string>()
  for (const need of file.imports) {
    const alias = need.alias === undefined ? aliases.get(`${need.name} from ${targetOf(need)}`) : undefined
    // One change that takes both names them itself.
    const isOnly = file.imports.every(
      (other) => other.name !== need.name || targetOf(other) === targetOf(need),
    )
    if (alias !== undefined && isOnly) names.set(need.name, alias)
  }
  if (names.size === 0) return file
  return {
    ...file,
    edits: file.edits.map((edit) => ({
      ...edit,
      text: edit.text.replace(/\binject\(([\w$]+)\)/g, (all, name: string) => {
        const alias = names.get(name)
        return alias === undefined ? all : `inject(${alias})`
      }),
    })),
    imports: file.imports.map((need) => {
      const alias = need.alias === undefined ? names.get(need.name) : undefined
      return alias === undefined ? need : { ...need, alias }
    }),
  }
}
