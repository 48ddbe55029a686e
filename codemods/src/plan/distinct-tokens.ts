import { importedBinding } from '../survey/imported-binding.js'
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

/** What each file would inject, by its local name: the modules that it would come from. */
function wantedTokens(candidates: readonly Candidate[]): Map<string, Map<string, Set<string>>> {
  const files = new Map<string, Map<string, Set<string>>>()
  for (const { alternatives } of candidates)
    for (const { path, imports, edits } of alternatives.flatMap((proposal) => proposal.files))
      for (const need of imports) {
        if (need.alias !== undefined || !edits.some(({ text }) => text.includes(`inject(${need.name})`)))
          continue
        const names = files.get(path) ?? new Map<string, Set<string>>()
        files.set(path, names)
        names.set(need.name, (names.get(need.name) ?? new Set()).add(targetOf(need)))
      }
  return files
}

function aliasesIn(
  project: Project,
  path: string,
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
): Aliases {
  const aliases = new Map<string, string>()
  for (const [name, targets] of wanted) {
    const file = project.source(path)
    const binding = file?.scopes.topLevel(name)
    const imported = file && binding && importedBinding(project, file, binding)
    const known = imported ? (imported.target ?? '') : undefined
    const others = [...targets].filter((target) => target !== known)
    if (others.length === 0 || (others.length === 1 && binding === undefined)) continue
    for (const target of others) {
      const own = `${ownerOf(target)}${name[0]!.toUpperCase()}${name.slice(1)}`
      let alias = own
      const isTaken = () => file?.scopes.declares(alias) || [...aliases.values()].includes(alias)
      for (let next = 2; isTaken(); next += 1) alias = `${own}${next}`
      aliases.set(`${name} from ${target}`, alias)
    }
  }
  return aliases
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
