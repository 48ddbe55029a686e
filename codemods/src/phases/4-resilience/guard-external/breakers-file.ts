import { posix } from 'node:path'
import { isCommonJs } from '../../../edits/code-style.js'
import type { Planning } from '../../../plan/planning.js'
import type { FileProposal } from '../../../plan/proposal.js'
import { type PackageJson, packageOf } from '../../../survey/module-graph.js'
import type { DatabaseHome } from '../database-homes.js'
import { resilience } from '../runtime-entry.js'
import { sourceFolder } from '../source-folder.js'

/** The module that holds the policy of every breaker, and hands out `guard`. */
export class BreakersFile {
  readonly path: string
  /** True where the project's modules load each other with `require`. */
  readonly isCommonJs: boolean
  readonly #planning: Planning
  readonly #known: ReadonlySet<string>
  readonly #text: string | undefined

  constructor(planning: Planning, home: DatabaseHome) {
    this.#planning = planning
    const folder = sourceFolder(home.databaseModule)
    const ending = posix.extname(home.databaseModule)
    const candidates = ['breakers', 'circuit-breakers', 'dependency-breakers'].map((name) =>
      posix.join(folder, name + ending),
    )
    const { project } = planning.survey
    this.path =
      candidates.find((path) => isOwn(project.text(path))) ??
      candidates.find((path) => project.text(path) === undefined) ??
      candidates.at(-1)!
    this.#text = project.text(this.path)
    const like =
      project.source(this.#text === undefined ? home.databaseModule : this.path) ??
      (home.accessorModule === undefined ? undefined : project.source(home.accessorModule))
    this.isCommonJs = like !== undefined && isCommonJs(like)
    this.#known = new Set(
      [...(this.#text ?? '').matchAll(/\bbreaker\((['"])([^'"]+)\1/g)].map((match) => match[2]!),
    )
  }

  /** True where a file may load it: Node runs JavaScript without a build, and resolves packages from where the file is. */
  isLoadableFrom(path: string): boolean {
    const { project } = this.#planning.survey
    const isBuilt = (file: string) => /\.[cm]?tsx?$/.test(file)
    if (isBuilt(this.path) && !isBuilt(path) && !project.graph.importsOf(path).some(isBuilt)) return false
    const packages = [path, this.path].map((file) => packageOf(project.root, file)?.path)
    return packages[0] === packages[1] || hasRuntime(packageOf(project.root, path)?.content)
  }

  /** The file as a change creates it, or what it adds to one that is there. */
  with(names: readonly string[]): {
    readonly creates?: { path: string; text: string }[]
    readonly files?: FileProposal[]
  } {
    const { quote, semicolons } = this.#planning.style
    const end = semicolons ? ';' : ''
    const line = (name: string) => `breaker(${quote}${name}${quote}, { timeoutMs: false })${end}`
    if (this.#text !== undefined) {
      const missing = names.filter((name) => !this.#known.has(name))
      const at = this.#text.search(handedOn)
      if (missing.length === 0 || at < 0) return {}
      // After the last of them, else before the export.
      const last = [...this.#text.slice(0, at).matchAll(/^breaker\((?:[^()]|\([^()]*\))*\);?[^\n]*\n/gm)].at(
        -1,
      )
      const place = last ? last.index + last[0].length : at
      const text = missing.map((name) => `${line(name)}\n`).join('') + (last ? '' : '\n')
      return {
        files: [
          {
            path: this.path,
            edits: [{ start: place, end: place, text }],
            imports: [],
            removedReferences: [],
          },
        ],
      }
    }
    // What `module.exports` hands on in TypeScript, no import finds.
    const usesRequire = this.isCommonJs && !/\.[cm]?tsx?$/.test(this.path)
    const text = [
      usesRequire
        ? `const { breaker, guard } = require(${quote}${resilience}${quote})${end}`
        : `import { breaker, guard } from ${quote}${resilience}${quote}${end}`,
      '',
      '// One circuit breaker for each system that is called, and its policy: when half of at least ten calls within ten',
      '// seconds fail, it opens for five seconds. The calls have the time-outs that they had.',
      ...names.map(line),
      '',
      usesRequire ? `module.exports = { guard }${end}` : `export { guard }${end}`,
      '',
    ].join('\n')
    return { creates: [{ path: this.path, text }] }
  }
}

function hasRuntime({ dependencies = {}, devDependencies = {} }: PackageJson = {}): boolean {
  return '@duckshift/runtime' in dependencies || '@duckshift/runtime' in devDependencies
}

const handedOn = /^(export|module\.exports =) \{ guard \}/m

function isOwn(text: string | undefined): boolean {
  return text?.includes('@duckshift/runtime') === true && /\bbreaker\(/.test(text) && handedOn.test(text)
}
