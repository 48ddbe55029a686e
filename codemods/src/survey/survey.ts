import type { Accessor, OnProgress, Usage } from '../model.js'
import { Carriers } from './carriers.js'
import type { ClientValue } from './client-value.js'
import { collectValues, type ModuleMock } from './collect-values.js'
import { type ClientClass, detectAccessors } from './detect-accessors.js'
import { Project, type UnreadableFile } from './project.js'

export interface AccessorSpec {
  /** Path of the module that declares the accessor. */
  readonly module: string
  readonly export: string
  /** Static method: `getInstance`. */
  readonly member?: string | undefined
}

export interface SurveyOptions {
  readonly root: string
  /** Accessors that the configuration names, on top of those found. */
  readonly accessors?: readonly AccessorSpec[] | undefined
  readonly include?: readonly string[] | undefined
  readonly exclude?: readonly string[] | undefined
  readonly tsconfig?: string | undefined
  /** Texts in the place of the files' own: see Project. */
  readonly overlay?: ReadonlyMap<string, string | null> | undefined
  readonly onProgress?: OnProgress | undefined
}

export interface Survey {
  readonly project: Project
  readonly accessors: readonly Accessor[]
  readonly clients: readonly ClientClass[]
  readonly usages: readonly Usage[]
  readonly values: readonly ClientValue[]
  readonly mocks: readonly ModuleMock[]
  readonly carriers: Carriers
  readonly unreadable: readonly UnreadableFile[]
}

/** Reads a project without type checking: where is the legacy client handed out, where does it go, what is done with it. */
export function survey(options: SurveyOptions): Survey {
  const { root, include, exclude, tsconfig, overlay, onProgress } = options
  onProgress?.({ stage: 'survey', done: 0 })
  const project = new Project(root, { include, exclude, tsconfig, overlay })
  const detected = detectAccessors(project)
  const accessors = [...detected.accessors]
  for (const spec of options.accessors ?? []) {
    const known = accessors.some(
      (accessor) =>
        accessor.module === spec.module && accessor.export === spec.export && accessor.member === spec.member,
    )
    // One that phase 5 has removed may still be named.
    const isThere = project.exports(spec.module)?.named.has(spec.export) === true
    if (!known && isThere) accessors.push(configured(spec, detected.clients))
  }
  const carriers = new Carriers(project, accessors, detected.clients)

  const files = new Set<string>()
  for (const module of carriers.modules()) {
    files.add(module)
    for (const importer of project.graph.importersOf(module)) files.add(importer)
  }
  const usages: Usage[] = []
  const values: ClientValue[] = []
  const mocks: ModuleMock[] = []
  const sorted = [...files].sort()
  sorted.forEach((path, index) => {
    onProgress?.({ stage: 'survey', done: index, total: sorted.length, detail: path })
    const file = project.source(path)
    if (!file || isFacade(file.text)) return
    const collected = collectValues(project, file, carriers)
    usages.push(...collected.usages)
    values.push(...collected.values)
    mocks.push(...collected.mocks)
  })
  onProgress?.({ stage: 'survey', done: sorted.length, total: sorted.length })
  return {
    project,
    accessors: [...accessors, ...carriers.wrappers],
    clients: detected.clients,
    usages: usages.sort((a, b) => (a.file === b.file ? a.start - b.start : a.file < b.file ? -1 : 1)),
    values,
    mocks,
    carriers,
    unreadable: project.unreadable,
  }
}

/** The module that facade-accessor generates refers to the accessor, and is no usage of it. */
export function isFacade(text: string): boolean {
  return text.includes('@duckshift/runtime') && /\bcreateToken\(/.test(text)
}

function configured(spec: AccessorSpec, clients: readonly ClientClass[]): Accessor {
  const client = clients.find((candidate) => candidate.module === spec.module) ?? clients[0]
  return {
    id: spec.member ? `${spec.module}#${spec.export}.${spec.member}` : `${spec.module}#${spec.export}`,
    module: spec.module,
    export: spec.export,
    ...(spec.member && { member: spec.member }),
    kind: spec.member ? 'static-method' : 'function',
    ...(client && { client }),
    because: 'The configuration names it.',
  }
}
