import { posix } from 'node:path'
import {
  addDependency,
  dependenciesBeginning,
  dependencyRange,
  isPeerDependency,
  sectionWith,
  setDependencyRange,
} from '../../../edits/package-manifest.js'
import type { Accessor, Place, TextEdit } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { FileProposal, ImportNeed, Range } from '../../../plan/proposal.js'
import { neoDriver } from '../../../survey/driver-openings.js'
import { isFacade } from '../../../survey/facade-module.js'
import { packageOf } from '../../../survey/module-graph.js'
import { isTestFile } from '../../../survey/project-files.js'
import { version } from '../../../version.js'
import { isConfiguration, runtimeBesideDriver } from '../bundler-externals.js'

/** Edits gathered by file. */
export class FileEdits {
  readonly #files = new Map<string, { edits: TextEdit[]; imports: ImportNeed[]; removed: Range[] }>()

  at(path: string): { edits: TextEdit[]; imports: ImportNeed[]; removed: Range[] } {
    const entry = this.#files.get(path) ?? { edits: [], imports: [], removed: [] }
    this.#files.set(path, entry)
    return entry
  }

  proposals(): FileProposal[] {
    return [...this.#files].map(([path, { edits, imports, removed }]) => ({
      path,
      edits,
      imports,
      removedReferences: removed,
    }))
  }
}

/** A module's file name without its ending. */
export function baseName(module: string): string {
  return posix.basename(module).replace(/\.[cm]?[jt]sx?$/, '')
}

export function label(accessor: Accessor): string {
  if (accessor.export === 'default') return `the default export of ${posix.basename(accessor.module)}`
  if (accessor.kind === 'instance') return `${accessor.export}${accessor.member ? `.${accessor.member}` : ''}`
  return `${accessor.export}${accessor.member ? `.${accessor.member}` : ''}()`
}

/** The label as a sentence begins with it. */
export function heading(accessor: Accessor): string {
  const text = label(accessor)
  return text.startsWith('the ') ? `T${text.slice(1)}` : text
}

export function placeOf(planning: Planning, accessor: Accessor): Place {
  const file = planning.survey.project.source(accessor.module)
  const exported = planning.survey.project.exports(accessor.module)?.named.get(accessor.export)
  const node =
    exported?.kind === 'local'
      ? exported.node
      : (file?.scopes.topLevel(accessor.export)?.identifier ?? { start: 0, end: 0 })
  return file ? file.place(node) : { file: accessor.module, start: 0, end: 0, line: 1, column: 1 }
}

/**
 * The module with the tokens of a database opened in `module`: one of an earlier run, else a name that is free, also
 * of the modules that other databases of this run get. `accessors`: those that the tokens are of.
 */
export function freeModule(planning: Planning, module: string, accessors: readonly Accessor[]): string {
  const beside = moduleBeside(planning, module)
  if (planning.survey.project.text(beside) !== undefined) return beside
  return movedModule(planning, module, accessors) ?? beside
}

/** The tokens of an earlier run where somebody moved them: what makes such, and imports these accessors, alone does. */
function movedModule(
  { survey: { project, accessors: all } }: Planning,
  module: string,
  accessors: readonly Accessor[],
): string | undefined {
  const makers = new Set(project.graph.importersOfPackage('@duckshift/runtime'))
  if (makers.size === 0) return undefined
  const modules = new Set([module, ...accessors.map((accessor) => accessor.module)])
  const others = all.map((accessor) => accessor.client?.module ?? accessor.module)
  const isBesideOther = (path: string) =>
    others.some((other) => !modules.has(other) && posix.dirname(other) === posix.dirname(path))
  const found = [...modules].flatMap((path) =>
    project.graph.importersOf(path).filter((importer) => {
      const text = makers.has(importer) && !isTestFile(importer) ? project.text(importer) : undefined
      return text !== undefined && isFacade(text) && generated.test(text) && !isBesideOther(importer)
    }),
  )
  const [only, ...more] = new Set(found)
  return more.length === 0 ? only : undefined
}

const generated = /\bclientDatabase\(|\bcreateToken\(\s*['"]\w+Accessor['"]/

function moduleBeside(planning: Planning, module: string): string {
  const extension = /\.[cm]?[jt]s$/.exec(module)?.[0] ?? '.ts'
  const folder = posix.dirname(module)
  const base = baseName(module)
  const neighbours = planning.survey.accessors
    .map((accessor) => accessor.client?.module ?? accessor.module)
    .filter((other) => posix.dirname(other) === folder)
  const isShared = new Set(neighbours).size > 1 && [...new Set(neighbours)].sort()[0] !== module
  const names = isShared ? [`${base}-database`] : ['database', 'duckshift-database', `${base}-database`]
  for (const name of names) {
    const path = posix.join(folder, name + extension)
    const text = planning.survey.project.text(path)
    if (text === undefined || isFacade(text)) return path
  }
  return posix.join(folder, `${base}-duckshift-database${extension}`)
}

/** The first versions of the driver that the runtime works with, and the last that it was tried on. */
const firstDriver = [1, 4] as const
const lastDriver = '1.5.6-r.1'
const neoBindings = '@duckdb/node-bindings'

interface EditOfFile {
  readonly path: string
  readonly edit: TextEdit
}

/**
 * Puts the runtime into the dependencies of the package that a module belongs to, and beside the driver in its lists. A
 * driver that is older than the runtime takes is raised: with two of them, values of the one are none of the other.
 */
export function dependencyEdits(planning: Planning, module: string): EditOfFile[] {
  const { project } = planning.survey
  const path = packageOf(project.root, module)?.path
  const text = path && project.text(path)
  if (!text) return []
  // Whose driver is for its own tests and tools brings the runtime to nobody else; whose driver others bring, does.
  const isForItself = !isPeerDependency(text, neoDriver)
  const section = (isForItself && sectionWith(text, neoDriver)) || 'dependencies'
  const added = addDependency(text, '@duckshift/runtime', `^${version}`, section)
  const raised = olderDriver(text) === undefined ? [] : raisedTogether(text)
  return [
    ...(added ? [{ path, edit: added }, ...configurationEdits(planning, path)] : []),
    ...raised.map((edit) => ({ path, edit })),
  ]
}

/** The driver, and what it loads for each platform, which is of the same version. */
function raisedTogether(manifest: string): TextEdit[] {
  return [neoDriver, ...dependenciesBeginning(manifest, neoBindings)].flatMap((name) => {
    const range = dependencyRange(manifest, name)
    const isRaised = range !== undefined && (name === neoDriver || isOlder(range))
    return isRaised
      ? setDependencyRange(manifest, name, /^\d/.test(range) ? lastDriver : `^${lastDriver}`)
      : []
  })
}

function configurationEdits({ survey: { project }, inScope }: Planning, manifest: string): EditOfFile[] {
  return project.files.flatMap((path) => {
    if (!isConfiguration(path) || !project.text(path)?.includes(neoDriver) || !inScope(path)) return []
    const file = packageOf(project.root, path)?.path === manifest ? project.source(path) : undefined
    return file ? runtimeBesideDriver(file).map((edit) => ({ path, edit })) : []
  })
}

/** What the reason of a change says of the driver, where that is raised. */
export function raisedDriver(planning: Planning, module: string): string {
  const { project } = planning.survey
  const path = packageOf(project.root, module)?.path
  const range = path && olderDriver(project.text(path) ?? '')
  return range ? ` ${neoDriver} goes from ${range} to ${lastDriver}: the runtime needs 1.4 or later.` : ''
}

/** The range that a package keeps the driver to, where nothing in it is new enough. */
function olderDriver(manifest: string): string | undefined {
  const range = dependencyRange(manifest, neoDriver)
  return range !== undefined && isOlder(range) ? range : undefined
}

function isOlder(range: string): boolean {
  // All versions are prereleases: a caret goes no further than the same three numbers.
  const kept = /^[=v~^]?\s*(\d+)\.(\d+)\.\d+-/.exec(range)
  if (!kept) return false
  const [major, minor] = [Number(kept[1]), Number(kept[2])]
  return major < firstDriver[0] || (major === firstDriver[0] && minor < firstDriver[1])
}
