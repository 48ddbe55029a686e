import type { Accessor, OnProgress, Usage } from '../model.js'
import { isBrowserModule } from './browser-module.js'
import { Carriers } from './carriers.js'
import type { ClientValue } from './client-value.js'
import { type Collected, Collector, type InheritedMember } from './collect-values.js'
import { unreadComponents } from './component-files.js'
import { type ContextSlot, fillings, mayRead } from './context-slots.js'
import { AccessorDetector, type ClientClass } from './detect-accessors.js'
import { runtimeCompats } from './driver-openings.js'
import { duckdbPackages } from './duckdb-driver.js'
import { isFacade } from './facade-module.js'
import type { FileFacts } from './file-facts.js'
import type { HandedParameter } from './handed-parameter.js'
import { inheritingClasses } from './inheriting-classes.js'
import { injectingFiles } from './injected-token.js'
import type { ModuleMock } from './mocked-clients.js'
import { stubbingPackages } from './module-mocks.js'
import { Project, type UnreadableFile } from './project.js'
import { isTestFile, type ProjectListing } from './project-files.js'
import type { ReadAhead } from './read-ahead.js'
import { type ServedHolder, servedHolder, withoutServed } from './served.js'
import type { SourceFile } from './source-file.js'
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
  /** The project's files, where they are known already. */
  readonly listing?: ProjectListing | undefined
  /** What is known of files already. */
  readonly facts?: ReadonlyMap<string, FileFacts> | undefined
  /** False: neither values nor mocks are kept, nor the syntax trees of files that only use the client. Default true. */
  readonly keepsValues?: boolean | undefined
  /** Parses files before they are looked at. */
  readonly ahead?: ReadAhead | undefined
  /** Called with each file whose syntax tree is about to be forgotten, where values are not kept. */
  readonly onForget?: ((project: Project, file: SourceFile) => void) | undefined
  readonly onProgress?: OnProgress | undefined
}

export interface Survey {
  readonly project: Project
  readonly accessors: readonly Accessor[]
  readonly clients: readonly ClientClass[]
  readonly usages: readonly Usage[]
  readonly values: readonly ClientValue[]
  /** What needs no migration any more, on what only its own module has: statements of it may still move. */
  readonly settled: Settled
  readonly mocks: readonly ModuleMock[]
  readonly carriers: Carriers
  readonly flow: ValueFlow
  readonly unreadable: readonly UnreadableFile[]
}

export interface Settled {
  readonly accessors: readonly Accessor[]
  readonly usages: readonly Usage[]
  readonly values: readonly ClientValue[]
}

/** Reads a project without type checking: where is the legacy client handed out, where does it go, what is done with it. */
export function survey(options: SurveyOptions): Survey {
  const { root, include, exclude, tsconfig, overlay, listing, facts, ahead, onProgress } = options
  onProgress?.({ stage: 'survey', done: 0 })
  const project = new Project(root, { include, exclude, tsconfig, overlay, listing, facts, ahead })
  // One that phase 5 has removed may still be named.
  const named = (options.accessors ?? [])
    .filter((spec) => project.exports(spec.module)?.named.has(spec.export) === true)
    .map(configured)
  const flow = new ValueFlow(
    project,
    named.map(({ module }) => module),
  )
  const detector = new AccessorDetector(flow)
  const { graph } = project
  // What nothing imports explains no other file: it is looked at last, and forgotten at once.
  const isLast = (path: string) => options.keepsValues === false && graph.importersOf(path).length === 0
  detector.detect(named, isLast)
  const carriers = new Carriers(project, flow, detector)
  const context = { project, flow, detector, carriers, ordinals: new Map<string, number>() }

  const files = new Set<string>(duckdbPackages.flatMap((name) => graph.importersOfPackage(name)))
  for (const module of carriers.modules()) {
    files.add(module)
    for (const importer of graph.importersOf(module)) files.add(importer)
  }
  // They load the module under test by themselves.
  for (const name of stubbingPackages)
    for (const file of project.graph.importersOfPackage(name)) files.add(file)
  const isPartlyMoved = runtimeCompats.some((name) => project.graph.importersOfPackage(name).length > 0)
  if (isPartlyMoved) for (const path of injectingFiles(flow, carriers.modules())) files.add(path)
  const usages: Usage[] = []
  const values: ClientValue[] = []
  const mocks: ModuleMock[] = []
  const holders: ServedHolder[] = []
  const exported = new Set<string>()
  const handed: HandedParameter[] = []
  const slots: ContextSlot[] = []
  const inherited: InheritedMember[] = []
  const collectors = new Map<string, Collector>()
  const seen = new Set<string>()
  const keyOf = ({ file, functionStart, index, member = '' }: HandedParameter) =>
    `${file}:${functionStart}.${index}.${member}`
  /** Parameters that are usages, and by those that may become one, what hands the client on to them. */
  const sending = new Set<string>()
  const waiting = new Map<string, HandedParameter[]>()
  const isNew = (parameter: HandedParameter) => {
    const key = keyOf(parameter)
    if (parameter.by && sending.has(key)) handed.push({ ...parameter.by, isSentOn: true })
    else if (parameter.by) waiting.set(key, [...(waiting.get(key) ?? []), parameter.by])
    if (parameter.isSentOn) return !sending.has(key)
    return !seen.has(key) && Boolean(seen.add(key))
  }
  const noteHanded = (collector: Collector, parameter: HandedParameter) => {
    const collected = collector.collectHanded(parameter)
    note(collected)
    const key = keyOf(parameter)
    if (collected.usages.length === 0 || sending.has(key)) return
    sending.add(key)
    for (const by of waiting.get(key) ?? []) handed.push({ ...by, isSentOn: true })
    waiting.delete(key)
  }
  const note = (collected: Collected) => {
    usages.push(...collected.usages)
    if (isPartlyMoved) holders.push(...collected.values.map((value) => servedHolder(project, value)))
    if (options.keepsValues !== false) values.push(...collected.values)
    if (options.keepsValues !== false) mocks.push(...collected.mocks)
  }
  /** Parameters of the file itself are collected while it is known; those of other files are given back. */
  const collectOwn = (path: string, collector: Collector): HandedParameter[] => {
    const elsewhere: HandedParameter[] = []
    for (let next = collector.takeHanded(); next.length > 0; next = collector.takeHanded())
      for (const parameter of next) {
        if (parameter.file !== path) elsewhere.push(parameter)
        else if (isNew(parameter)) noteHanded(collector, parameter)
      }
    return elsewhere
  }
  const sorted = [...files].sort()
  const inOrder = [...sorted.filter(isLast), ...sorted.filter((path) => !isLast(path))]
  const sourcesIn = (path: string) => (isLast(path) ? flow.sourcesIn(path) : undefined)
  project.expect(inOrder, sourcesIn)
  inOrder.forEach((path, index) => {
    onProgress?.({ stage: 'survey', done: index, total: sorted.length, detail: path })
    const sources = sourcesIn(path)
    const file = sources ? project.part(path, sources) : project.source(path)
    if (!file) return
    detector.examine(path)
    if (!isFacade(file.text) && !isBrowserModule(project, path)) {
      const collector = new Collector(context, file)
      note(collector.collect())
      slots.push(...collector.takeSlots())
      if (isLast(path)) handed.push(...collectOwn(path, collector))
      else {
        collectors.set(path, collector)
        handed.push(...collector.takeHanded())
      }
      inherited.push(...collector.takeInherited())
    }
    for (const accessor of detector.accessors)
      if (accessor.module === path && isExported(project, accessor)) exported.add(accessor.id)
    if (!isLast(path)) return
    options.onForget?.(project, file)
    detector.release(path)
    project.release(path)
  })
  const inherit = (member: InheritedMember) => {
    for (const { file, owner } of inheritingClasses(project, member)) {
      const collector = collectors.get(file.path) ?? new Collector(context, file)
      collectors.set(file.path, collector)
      note(collector.collectInherited(member, owner))
      handed.push(...collector.takeHanded())
      inherited.push({ ...member, file: file.path, classStart: owner.start })
    }
  }
  // What is handed to a class may be what those that extend it work with, who hand it on in turn.
  while (inherited.length + handed.length > 0) {
    for (let member = inherited.pop(); member; member = inherited.pop()) inherit(member)
    const next = handed.pop()
    const file = next && isNew(next) ? project.source(next.file) : undefined
    if (!next || !file || isFacade(file.text)) continue
    const collector = collectors.get(next.file) ?? new Collector(context, file)
    collectors.set(next.file, collector)
    noteHanded(collector, next)
    handed.push(...collector.takeHanded())
    inherited.push(...collector.takeInherited())
  }
  for (const slot of new Map(slots.map((each) => [each.name, each])).values()) {
    const readers = project.files.flatMap((path) => {
      if (isTestFile(path) || !mayRead(project.text(path) ?? '', slot.name)) return []
      const file = isBrowserModule(project, path) ? undefined : project.source(path)
      return file && !isFacade(file.text) ? [file] : []
    })
    // Under a name that holds something else as well, nothing tells which of the two is read.
    const isOther = (file: SourceFile) =>
      fillings(file, slot.name).some((value) => {
        const isEmpty = /^(undefined|null)$/.test(file.textOf(value))
        return !isEmpty && flow.valueOf(file, value)?.what !== 'client'
      })
    if (readers.some(isOther)) continue
    for (const file of readers) {
      const collector = collectors.get(file.path) ?? new Collector(context, file)
      collectors.set(file.path, collector)
      note(collector.collectReaders(slot))
    }
  }
  onProgress?.({ stage: 'survey', done: sorted.length, total: sorted.length })
  const used = new Set(usages.map((usage) => usage.accessor))
  const left = withoutServed(project, detector.accessors, usages, holders)
  const own = usages.filter(({ id }) => left.own.has(id))
  const isSettled = new Set(own.map(({ accessor }) => accessor))
  return {
    project,
    // Private accessors, and functions that only open what another accessor shares, matter where something uses them.
    accessors: detector.accessorsInOrder.filter(
      (accessor) => used.has(accessor.id) || (!detector.opensAnew(accessor) && exported.has(accessor.id)),
    ),
    clients: detector.clients,
    usages: left.usages.sort((a, b) => (a.file === b.file ? a.start - b.start : a.file < b.file ? -1 : 1)),
    values: left.served.size === 0 ? values : values.filter((value) => !left.served.has(value.usage)),
    settled: {
      accessors: detector.accessorsInOrder.filter(({ id }) => isSettled.has(id)),
      usages: own,
      values: values.filter(({ usage }) => left.own.has(usage)),
    },
    mocks,
    carriers,
    flow,
    unreadable: [...project.unreadable, ...unreadComponents(project, carriers)].sort((a, b) =>
      a.file < b.file ? -1 : 1,
    ),
  }
}

function isExported(project: Project, { module, export: name }: Accessor): boolean {
  return project.exports(module)?.named.has(name) === true
}

function configured(spec: AccessorSpec): Accessor {
  return {
    id: spec.member ? `${spec.module}#${spec.export}.${spec.member}` : `${spec.module}#${spec.export}`,
    module: spec.module,
    export: spec.export,
    ...(spec.member && { member: spec.member }),
    kind: spec.member === 'constructor' ? 'constructor' : spec.member ? 'static-method' : 'function',
    because: 'The configuration names it.',
  }
}
