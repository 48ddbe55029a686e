import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { codeStyleOf } from '../edits/code-style.js'
import { relativeSpecifier } from '../edits/specifier-style.js'
import { packageOf } from '../survey/module-graph.js'
import { isTestFile } from '../survey/project-files.js'
import { importsOf } from './imports-of.js'
import type { Planning } from './planning.js'
import type { AppendedText, Candidate, ImportNeed, Proposal, RefusalDraft } from './proposal.js'

type Context = Pick<Planning, 'survey' | 'inScope' | 'specifierEnding'>

/** A module of another package that a file imports already, by the package's name. */
interface Entry {
  readonly specifier: string
  readonly file: string
  /** What the type checker reads for it, where that was built. */
  readonly built: string | undefined
}

/**
 * Packages of a workspace are built and published each by itself, and say themselves what others may import: what one
 * needs of another's new files comes through a module that it takes from there already, which exports it. The relative
 * import stays as the next way, for what does not type-check so, unless what others load of a package is built from it:
 * its sources would be a second copy of it, with a database of their own.
 */
export function acrossPackages(planning: Context, candidates: readonly Candidate[]): AcrossPackages {
  const entries = new Entries(planning)
  const refusals: RefusalDraft[] = []
  const through = candidates.flatMap((candidate) => {
    const ways = candidate.alternatives.map((proposal) => throughEntries(entries, proposal))
    const isSame = ways.every((proposal, index) => proposal === candidate.alternatives[index])
    const all = isSame ? candidate.alternatives : [...ways, ...candidate.alternatives]
    const alternatives = all.filter((proposal) => !loadsSecondCopy(entries, proposal))
    if (alternatives.length > 0 || all.length === 0) return [{ ...candidate, alternatives }]
    const { usages, place } = candidate
    for (const usage of usages.length > 0 ? usages : [place.file])
      refusals.push({ usage, codemod: all[0]!.codemod, id: 'other-package', place })
    return []
  })
  return { candidates: through, refusals, builtTypes: entries.builtTypes() }
}

function loadsSecondCopy(entries: Entries, { files }: Proposal): boolean {
  return files.some(({ path, imports }) =>
    imports.some(
      ({ target, typeOnly }) => !typeOnly && 'file' in target && entries.areApart(path, target.file),
    ),
  )
}

export interface AcrossPackages {
  readonly candidates: Candidate[]
  readonly refusals: readonly RefusalDraft[]
  /** Texts for the rehearsal: the types of built packages as they will be when these are built again. */
  readonly builtTypes: ReadonlyMap<string, string>
}

/** The proposal itself where all that it imports lies in the packages that import it. */
function throughEntries(entries: Entries, proposal: Proposal): Proposal {
  const appends: AppendedText[] = []
  let isSame = true
  let isBuilt = false
  const files = proposal.files.map((file) => {
    const imports = file.imports.map((need): ImportNeed => {
      const way = entries.wayTo(file.path, need)
      if (!way) return need
      isSame = false
      isBuilt ||= way.isBuilt
      if (way.exported) appends.push(way.exported)
      return { ...need, target: { package: way.specifier } }
    })
    return { ...file, imports }
  })
  if (isSame) return proposal
  return {
    ...proposal,
    files,
    appends: [...(proposal.appends ?? []), ...appends],
    ...(isBuilt ? { afterwards: 'Build the packages again.' } : {}),
  }
}

interface Way {
  readonly specifier: string
  /** What has to be exported for it. */
  readonly exported?: AppendedText
  /** True where the specifier stands for what was built before it was exported. */
  readonly isBuilt: boolean
}

class Entries {
  readonly #planning: Context
  readonly #packages = new Map<string, string | undefined>()
  readonly #built = new Map<string, boolean>()
  readonly #entries = new Map<string, Entry | undefined>()
  readonly #builtTexts = new Map<string, string>()
  /** Names that a built file of types will export from a source, by both. */
  readonly #awaited = new Map<string, Map<string, Set<string>>>()

  constructor(planning: Context) {
    this.#planning = planning
  }

  /** How a file gets at what a file of another package exports; undefined where it is of the same, or nothing leads there. */
  wayTo(from: string, { target, name, typeOnly }: ImportNeed): Way | undefined {
    if ('package' in target) return undefined
    const { file: to } = target
    const own = this.#packageOf(to)
    if (own === undefined || own === this.#packageOf(from)) return undefined
    const entry = this.#entryOf(from, own)
    if (!entry) return undefined
    const { specifier, file } = entry
    if (file === to) return { specifier, isBuilt: this.#awaitTypes(entry, name) }
    const { project } = this.#planning.survey
    const known = project.declarationOf(file, name)
    if (known && known.file !== to) return undefined
    const isBuilt = this.#awaitTypes(entry, name)
    return known
      ? { specifier, isBuilt }
      : { specifier, isBuilt, exported: this.#exporting(file, to, name, typeOnly) }
  }

  /** True for a file of another package that is built before others load it. */
  areApart(from: string, to: string): boolean {
    const own = this.#packageOf(to)
    return own !== undefined && own !== this.#packageOf(from) && this.#isBuilt(own)
  }

  #isBuilt(manifest: string): boolean {
    const known = this.#built.get(manifest)
    if (known !== undefined) return known
    const { project } = this.#planning.survey
    const folder = posix.dirname(manifest)
    const loaded = loadedFiles(JSON.parse(project.text(manifest) ?? '{}'))
    const sources = new Set(project.files)
    const isSource = (path: string) =>
      ['', '.js', '.ts', '/index.js', '/index.ts'].some((end) => sources.has(posix.join(folder, path) + end))
    const found = loaded.length > 0 && !loaded.some(isSource)
    this.#built.set(manifest, found)
    return found
  }

  /** True where what the type checker reads of the entry was built before it exported the name. */
  #awaitTypes({ file, built }: Entry, name: string): boolean {
    if (built === undefined || new RegExp(`\\b${name}\\b`).test(this.#builtText(built))) return false
    const sources = this.#awaited.get(built) ?? new Map<string, Set<string>>()
    this.#awaited.set(built, sources)
    sources.set(file, (sources.get(file) ?? new Set()).add(name))
    return true
  }

  #builtText(built: string): string {
    const { root } = this.#planning.survey.project
    const text = this.#builtTexts.get(built) ?? readFileSync(join(root, built), 'utf8')
    this.#builtTexts.set(built, text)
    return text
  }

  builtTypes(): Map<string, string> {
    const texts = new Map<string, string>()
    for (const [built, sources] of this.#awaited) {
      const lines = [...sources].map(
        ([source, names]) =>
          `export { ${[...names].join(', ')} } from '${relativeSpecifier(built, source, 'js')}'`,
      )
      texts.set(built, [this.#builtText(built), ...lines, ''].join('\n'))
    }
    return texts
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
    const own = this.#packageOf(from)
    // What a module of the same package takes from there is loaded by then, too.
    for (const path of project.graph.importClosure([from])) {
      if (this.#packageOf(path) !== own || (isTestFile(path) && !isTestFile(from))) continue
      const found = importsOf(project, path).find(
        ([specifier, file]) =>
          /^[^.#]/.test(specifier) && this.#packageOf(file) === manifest && this.#mayExport(file),
      )
      if (!found) continue
      const [specifier, file] = found
      return { specifier, file, built: project.graph.builtTypes(path, specifier) }
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

/** Paths of what a package says is loaded of it, without what is for type checkers and for its own development. */
function loadedFiles(manifest: {
  readonly exports?: unknown
  readonly main?: unknown
  readonly module?: unknown
}): string[] {
  const leaves = (value: unknown): string[] => {
    if (typeof value === 'string') return [value]
    if (Array.isArray(value)) return value.flatMap(leaves)
    if (typeof value !== 'object' || value === null) return []
    return Object.entries(value).flatMap(([key, inner]) =>
      /^(types|typings|source|development)$/.test(key) || key.endsWith('/package.json') ? [] : leaves(inner),
    )
  }
  return leaves(manifest.exports ?? [manifest.module, manifest.main])
    .filter((path) => /^(\.\/)?[\w@]/.test(path) && !path.includes('*'))
    .map((path) => path.replace(/^\.\//, ''))
}
