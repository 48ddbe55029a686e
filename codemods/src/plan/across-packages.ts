import { posix } from 'node:path'
import { codeStyleOf } from '../edits/code-style.js'
import { relativeSpecifier } from '../edits/specifier-style.js'
import { importSpecifiers, packageOf } from '../survey/module-graph.js'
import { isTestFile } from '../survey/project-files.js'
import type { Planning } from './planning.js'
import type { AppendedText, Candidate, ImportNeed, Proposal } from './proposal.js'

type Context = Pick<Planning, 'survey' | 'inScope' | 'specifierEnding'>

/** A module of another package that a file imports already, by the package's name. */
interface Entry {
  readonly specifier: string
  readonly file: string
}

/**
 * Packages of a workspace are built and published each by itself, and say themselves what others may import: what one
 * needs of another's new files comes through a module that it takes from there already, which exports it. The relative
 * import stays as the next way: where types come from what was built before, nothing else type-checks.
 */
export function acrossPackages(planning: Context, candidates: readonly Candidate[]): Candidate[] {
  const entries = new Entries(planning)
  return candidates.map((candidate) => {
    const through = candidate.alternatives.map((proposal) => throughEntries(entries, proposal))
    if (through.every((proposal, index) => proposal === candidate.alternatives[index])) return candidate
    return { ...candidate, alternatives: [...through, ...candidate.alternatives] }
  })
}

/** The proposal itself where all that it imports lies in the packages that import it. */
function throughEntries(entries: Entries, proposal: Proposal): Proposal {
  const appends: AppendedText[] = []
  let isSame = true
  const files = proposal.files.map((file) => {
    const imports = file.imports.map((need): ImportNeed => {
      const way = entries.wayTo(file.path, need)
      if (!way) return need
      isSame = false
      if (way.exported) appends.push(way.exported)
      return { ...need, target: { package: way.specifier } }
    })
    return { ...file, imports }
  })
  return isSame ? proposal : { ...proposal, files, appends: [...(proposal.appends ?? []), ...appends] }
}

class Entries {
  readonly #planning: Context
  readonly #packages = new Map<string, string | undefined>()
  readonly #entries = new Map<string, Entry | undefined>()

  constructor(planning: Context) {
    this.#planning = planning
  }

  /** How a file gets at what a file of another package exports; undefined where it is of the same, or nothing leads there. */
  wayTo(
    from: string,
    { target, name, typeOnly }: ImportNeed,
  ): { readonly specifier: string; readonly exported?: AppendedText } | undefined {
    if ('package' in target) return undefined
    const { file: to } = target
    const own = this.#packageOf(to)
    if (own === undefined || own === this.#packageOf(from)) return undefined
    const entry = this.#entryOf(from, own)
    if (!entry) return undefined
    const { specifier, file } = entry
    if (file === to) return { specifier }
    const { project } = this.#planning.survey
    const known = project.declarationOf(file, name)
    if (known) return known.file === to ? { specifier } : undefined
    return { specifier, exported: this.#exporting(file, to, name, typeOnly) }
  }

  #exporting(file: string, to: string, name: string, typeOnly: boolean | undefined): AppendedText {
    const text = this.#planning.survey.project.text(file) ?? ''
    const { quote, semicolons, lineEnding } = codeStyleOf(text, true)
    const from = quote + relativeSpecifier(file, to, this.#planning.specifierEnding(file)) + quote
    const line = `export ${typeOnly ? 'type ' : ''}{ ${name} } from ${from}${semicolons ? ';' : ''}`
    return { path: file, text: (/[^\n]$/.test(text) ? lineEnding : '') + line + lineEnding, imports: [] }
  }

  #packageOf(file: string): string | undefined {
    const folder = posix.dirname(file)
    if (!this.#packages.has(folder))
      this.#packages.set(folder, packageOf(this.#planning.survey.project.root, file)?.path)
    return this.#packages.get(folder)
  }

  #entryOf(from: string, manifest: string): Entry | undefined {
    const key = `${from}\n${manifest}`
    if (!this.#entries.has(key)) this.#entries.set(key, this.#findEntry(from, manifest))
    return this.#entries.get(key)
  }

  #findEntry(from: string, manifest: string): Entry | undefined {
    const { project } = this.#planning.survey
    for (const specifier of importSpecifiers(project.text(from) ?? '')) {
      const file = specifier.startsWith('.') ? undefined : project.graph.resolve(from, specifier)
      if (file !== undefined && this.#packageOf(file) === manifest && this.#mayExport(file))
        return { specifier, file }
    }
    return undefined
  }

  /**
   * True for ES modules that load the client already: no other may begin to. What tests put in a module's place lacks
   * what it exports only now.
   */
  #mayExport(file: string): boolean {
    const { project, mocks, accessors } = this.#planning.survey
    const isModule = project.source(file)?.program.body.some(({ type }) => /^(Import|Export)/.test(type))
    return (
      isModule === true &&
      this.#planning.inScope(file) &&
      !isTestFile(file) &&
      !mocks.some(({ module }) => module === file) &&
      accessors.some(({ module }) => module === file || project.graph.reaches(file, module))
    )
  }
}
