import { posix } from 'node:path'
import { addDependency } from '../../../edits/package-manifest.js'
import type { Accessor, Place, TextEdit } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { FileProposal, ImportNeed, Range } from '../../../plan/proposal.js'
import { isFacade } from '../../../survey/facade-module.js'
import { packageOf } from '../../../survey/module-graph.js'
import { version } from '../../../version.js'

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
  if (accessor.kind === 'instance') return accessor.export
  return `${accessor.export}${accessor.member ? `.${accessor.member}` : ''}()`
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
 * of the modules that other databases of this run get.
 */
export function freeModule(planning: Planning, module: string): string {
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

/** Puts the runtime into the dependencies of the package that a module belongs to. */
export function dependencyEdit(
  planning: Planning,
  module: string,
): { readonly path: string; readonly edit: TextEdit } | undefined {
  const { project } = planning.survey
  const manifest = packageOf(project.root, module)?.path
  const text = manifest && project.text(manifest)
  const edit = text && addDependency(text, '@duckshift/runtime', `^${version}`)
  return edit ? { path: manifest, edit } : undefined
}
