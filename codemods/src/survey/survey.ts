import type { Accessor, OnProgress, Usage } from '../model.js'
import { Carriers } from './carriers.js'
import type { ClientValue } from './client-value.js'
import { collectValues, type ModuleMock } from './collect-values.js'
import { AccessorDetector, type ClientClass } from './detect-accessors.js'
import { duckdbPackages } from './duckdb-driver.js'
import type { FileFacts } from './file-facts.js'
import { Project, type UnreadableFile } from './project.js'
import { ValueFlow } from './value-flow.js'

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
  /** What is known of files already. */
  readonly facts?: ReadonlyMap<string, FileFacts> | undefined
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
  const { root, include, exclude, tsconfig, overlay, facts, onProgress } = options
  onProgress?.({ stage: 'survey', done: 0 })
  const project = new Project(root, { include, exclude, tsconfig, overlay, facts })
  // One that phase 5 has removed may still be named.
  const named = (options.accessors ?? [])
    .filter((spec) => project.exports(spec.module)?.named.has(spec.export) === true)
    .map(configured)
  const flow = new ValueFlow(
    project,
    named.map(({ module }) => module),
  )
  const detector = new AccessorDetector(flow)
  detector.detect(named)
  const carriers = new Carriers(project, flow, detector)
  const context = { project, flow, detector, carriers }

  const files = new Set<string>(duckdbPackages.flatMap((name) => project.graph.importersOfPackage(name)))
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
    const collected = collectValues(context, file)
    usages.push(...collected.usages)
    values.push(...collected.values)
    mocks.push(...collected.mocks)
  })
  onProgress?.({ stage: 'survey', done: sorted.length, total: sorted.length })
  return {
    project,
    accessors: usedAccessors(detector, project, usages),
    clients: detector.clients,
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

/** Private accessors, and functions that only open what another accessor shares, matter where something else uses them. */
function usedAccessors(detector: AccessorDetector, project: Project, usages: readonly Usage[]): Accessor[] {
  const used = new Set(usages.map((usage) => usage.accessor))
  return detector.accessors.filter(
    (accessor) =>
      used.has(accessor.id) ||
      (!detector.opensAnew(accessor) &&
        project.exports(accessor.module)?.named.has(accessor.export) === true),
  )
}

function configured(spec: AccessorSpec): Accessor {
  return {
    id: spec.member ? `${spec.module}#${spec.export}.${spec.member}` : `${spec.module}#${spec.export}`,
    module: spec.module,
    export: spec.export,
    ...(spec.member && { member: spec.member }),
    kind: spec.member ? 'static-method' : 'function',
    because: 'The configuration names it.',
  }
}
