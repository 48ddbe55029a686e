import { isDeepStrictEqual } from 'node:util'
import { codeStyleOf } from '../edits/code-style.js'
import { type ImportRequest, importEdits } from '../edits/import-manager.js'
import { orphanedDeclarations } from '../edits/orphaned-declarations.js'
import { applyEdits, normalizeEdits } from '../edits/text-edits.js'
import type { TextEdit } from '../model.js'
import { resolveMethodReferences } from '../repositories/method-reference.js'
import { type LivingMethod, renderRepository, uniqueInterfaces } from '../repositories/render-repository.js'
import { renderMethod } from '../repositories/repository-method.js'
import type { RepositoryDraft } from '../repositories/repository-registry.js'
import { isClass } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import { SourceFile } from '../survey/source-file.js'
import { appendedEdits } from './appended-edits.js'
import type { Planning } from './planning.js'
import type { AppendedText, ImportNeed, Proposal } from './proposal.js'
import type { RenderedFile } from './settle.js'

/** An edit of a file's text before the plan, and the candidates it belongs to. */
export interface OwnedEdit extends TextEdit {
  readonly candidates: readonly number[]
  /** Done once for all of them, like imports: whoever reads the changes one by one needs to see it once. */
  readonly shared?: true
}

export interface RenderedPlanFile extends RenderedFile {
  /** Text before the plan; empty for created files. */
  readonly before: string
  readonly edits: readonly OwnedEdit[]
}

/** What rendering needs of a plan in the making; no syntax tree among it. */
export interface RenderPlanning extends Pick<Planning, 'registry' | 'style' | 'formatter' | 'specifier'> {
  readonly survey: { readonly project: Project }
}

export interface RenderContext {
  readonly planning: RenderPlanning
  /** Edited files as they were rendered last, with what they were rendered from. */
  readonly known?: Map<string, { readonly from: unknown; readonly file: RenderedPlanFile }>
}

/** The texts that the active proposals give. */
export function renderPlan(
  context: RenderContext,
  active: ReadonlyMap<number, Proposal>,
): Map<string, RenderedPlanFile> {
  const { planning } = context
  const owners = new Map<number, number[]>()
  for (const [candidate, proposal] of active) {
    for (const method of proposal.methods ?? [])
      owners.set(method, [...(owners.get(method) ?? []), candidate])
  }
  const names = planning.registry.names(owners.keys())
  const files = new Map<string, RenderedPlanFile>()
  const gathered = gather(active)
  const nameOf = (id: number) => names.get(id)!
  for (const [path, parts] of gathered) files.set(path, renderEdits(context, path, parts, nameOf))
  for (const [candidate, proposal] of active) {
    for (const { path, text } of proposal.creates ?? []) {
      files.set(path, created(text, [{ candidate, start: 0, end: text.length }], [candidate]))
    }
  }
  for (const added of appended(active))
    files.set(added.path, withAppended(planning, files.get(added.path), added))
  for (const [candidate, proposal] of active) {
    for (const path of proposal.deletes ?? []) files.set(path, deleted(planning, path, candidate))
  }
  for (const [repository, methods] of byRepository(planning, owners, names)) {
    const parts = gathered.get(repository.file) ?? { edits: [], imports: [], removed: [], unused: [] }
    files.set(repository.file, repositoryFile(context, repository, methods, owners, parts, nameOf))
  }
  return files
}

interface Appended extends AppendedText {
  readonly candidates: readonly number[]
}

function appended(active: ReadonlyMap<number, Proposal>): Appended[] {
  const found = new Map<string, AppendedText & { candidates: number[] }>()
  for (const [candidate, proposal] of active) {
    for (const added of proposal.appends ?? []) {
      const key = `${added.path}\n${added.text}`
      const entry = found.get(key) ?? { ...added, candidates: [] }
      found.set(key, entry)
      entry.candidates.push(candidate)
    }
  }
  return [...found.values()]
}

function withAppended(
  planning: RenderPlanning,
  file: RenderedPlanFile | undefined,
  { path, text, imports, candidates }: Appended,
): RenderedPlanFile {
  const requests = imports.map((need) => requestOf(planning, path, need))
  if (file?.kind === 'create') {
    const source = new SourceFile(path, file.text, '')
    const importing = normalizeEdits(
      importEdits(source, { add: requests, removedReferences: [] }, codeStyleOf(file.text, source.typed)),
    )
    const importText = applyEdits(file.text, importing)
    const grown = importText.length - file.text.length
    const appending = normalizeEdits(appendedEdits(new SourceFile(path, importText, ''), text))
    // Imports go to the beginning, which the first segment has.
    const before = file.segments.flatMap((segment) =>
      around(appending, {
        ...segment,
        start: segment.start === 0 ? 0 : segment.start + grown,
        end: segment.end + grown,
      }),
    )
    const own = appending.flatMap((edit) => {
      const start = edit.start + grownBefore(appending, edit.start)
      const end = start + edit.text.length
      return candidates.map((candidate) => ({ candidate, start, end, shared: true as const }))
    })
    const owners = [...new Set([...file.edits.flatMap((edit) => edit.candidates), ...candidates])]
    return created(applyEdits(importText, appending), [...before, ...own], owners)
  }
  const before = file?.before ?? planning.survey.project.text(path) ?? ''
  const source = planning.survey.project.source(path)
  const importing = source
    ? importEdits(source, { add: requests, removedReferences: [] }, codeStyleOf(before, source.typed))
    : []
  const edits = normalizeEdits([
    ...(file?.edits ?? []),
    ...importing.map((edit) => ({ ...edit, candidates, shared: true as const })),
    ...(source ? appendedEdits(source, text) : [{ start: before.length, end: before.length, text }]).map(
      (edit) => ({ ...edit, candidates, shared: true as const }),
    ),
  ]) as OwnedEdit[]
  return { kind: 'edit', before, edits, text: applyEdits(before, edits), segments: segmentsOf(edits) }
}

/**
 * What a segment is once others have put a text into it: the parts before and behind. A name that they put into its list
 * of exports belongs to both.
 */
function around<Part extends { readonly start: number; readonly end: number }>(
  edits: readonly TextEdit[],
  segment: Part,
): Part[] {
  const { start: place, text } = edits[0]!
  const start = segment.start + grownBefore(edits, segment.start)
  const end = segment.end + grownBefore(edits, segment.end)
  if (place <= segment.start || place >= segment.end) return [{ ...segment, start, end }]
  return [
    { ...segment, start, end: place },
    { ...segment, start: place + text.length, end },
  ]
}

/** By how much a text is longer in front of a place, which is not yet that of an edit. */
function grownBefore(edits: readonly TextEdit[], place: number): number {
  return edits.reduce(
    (sum, { start, end, text }) => (start < place ? sum + text.length - (end - start) : sum),
    0,
  )
}

interface Parts {
  readonly edits: OwnedEdit[]
  readonly imports: { readonly need: ImportNeed; readonly candidate: number }[]
  readonly removed: { readonly start: number; readonly end: number }[]
  readonly unused: { readonly name: string; readonly candidate: number }[]
}

function gather(active: ReadonlyMap<number, Proposal>): Map<string, Parts> {
  const files = new Map<string, Parts>()
  for (const [candidate, proposal] of active) {
    for (const file of proposal.files) {
      const parts = files.get(file.path) ?? { edits: [], imports: [], removed: [], unused: [] }
      files.set(file.path, parts)
      for (const edit of file.edits) {
        const same = parts.edits.findIndex(
          (other) => other.start === edit.start && other.end === edit.end && other.text === edit.text,
        )
        if (same >= 0)
          parts.edits[same] = { ...edit, candidates: [...parts.edits[same]!.candidates, candidate] }
        else parts.edits.push({ ...edit, candidates: [candidate] })
      }
      parts.imports.push(...file.imports.map((need) => ({ need, candidate })))
      parts.removed.push(...file.removedReferences)
      parts.unused.push(...(file.unusedImports ?? []).map((name) => ({ name, candidate })))
    }
  }
  return files
}

function renderEdits(
  { planning, known }: RenderContext,
  path: string,
  parts: Parts,
  nameOf: (id: number) => string,
): RenderedPlanFile {
  const source = planning.survey.project.source(path)
  const before = planning.survey.project.text(path) ?? ''
  const own: OwnedEdit[] = parts.edits.map((edit) => ({
    ...edit,
    text: resolveMethodReferences(edit.text, nameOf),
  }))
  const from = [own, parts.imports, parts.removed, parts.unused]
  const last = known?.get(path)
  if (last && isDeepStrictEqual(last.from, from)) return last.file
  let imports: OwnedEdit[] = []
  if (source) {
    const everyone = [
      ...new Set([
        ...parts.edits.flatMap((edit) => edit.candidates),
        ...parts.unused.map(({ candidate }) => candidate),
      ]),
    ]
    const requests = parts.imports.map(({ need }) => requestOf(planning, path, need))
    const orphans = orphanedDeclarations(
      source,
      parts.removed,
      own.map(({ text }) => text),
    )
    imports = [
      ...orphans,
      ...importEdits(
        source,
        {
          add: requests,
          removedReferences: [...parts.removed, ...orphans],
          unused: parts.unused.map(({ name }) => name),
          edited: own.map(({ start }) => start),
        },
        codeStyleOf(source.text, source.typed),
      ),
    ].map((edit) => ({ ...edit, candidates: everyone, shared: true as const }))
  }
  const edits = normalizeEdits([...own, ...imports]) as OwnedEdit[]
  const file = {
    kind: 'edit',
    before,
    edits,
    text: applyEdits(before, edits),
    segments: segmentsOf(edits),
  } as const
  known?.set(path, { from, file })
  return file
}

function deleted(planning: RenderPlanning, path: string, candidate: number): RenderedPlanFile {
  const before = planning.survey.project.text(path) ?? ''
  return {
    kind: 'delete',
    before,
    text: '',
    segments: [],
    edits: [{ start: 0, end: before.length, text: '', candidates: [candidate] }],
  }
}

function requestOf(planning: RenderPlanning, path: string, need: ImportNeed): ImportRequest {
  const from = 'package' in need.target ? need.target.package : planning.specifier(path, need.target.file)
  return { from, name: need.name, alias: need.alias, typeOnly: need.typeOnly }
}

/** Who wrote which part of the text that edits give. */
export function segmentsOf(edits: readonly OwnedEdit[]): RenderedFile['segments'] {
  const segments: { candidate: number; start: number; end: number }[] = []
  let shift = 0
  for (const edit of edits) {
    const start = edit.start + shift
    for (const candidate of edit.candidates)
      segments.push({ candidate, start, end: start + edit.text.length })
    shift += edit.text.length - (edit.end - edit.start)
  }
  return segments
}

function created(
  text: string,
  segments: RenderedFile['segments'],
  candidates: readonly number[],
): RenderedPlanFile {
  return { kind: 'create', before: '', text, segments, edits: [{ start: 0, end: 0, text, candidates }] }
}

function byRepository(
  planning: RenderPlanning,
  owners: ReadonlyMap<number, readonly number[]>,
  names: ReadonlyMap<number, string>,
): Map<RepositoryDraft, LivingMethod[]> {
  const repositories = new Map<RepositoryDraft, LivingMethod[]>()
  for (const id of [...owners.keys()].sort((a, b) => a - b)) {
    if (planning.registry.present(id) !== undefined) continue
    const { repository, method } = planning.registry.method(id)
    repositories.set(repository, [...(repositories.get(repository) ?? []), { method, name: names.get(id)! }])
  }
  return repositories
}

function repositoryFile(
  { planning }: RenderContext,
  repository: RepositoryDraft,
  methods: readonly LivingMethod[],
  owners: ReadonlyMap<number, readonly number[]>,
  parts: Parts,
  nameOf: (id: number) => string,
): RenderedPlanFile {
  const specifierFor = (target: ImportNeed['target']) =>
    'package' in target ? target.package : planning.specifier(repository.file, target.file)
  const everyone = [
    ...new Set([
      ...methods.flatMap(({ method }) => owners.get(method.id) ?? []),
      ...parts.edits.flatMap((edit) => edit.candidates),
    ]),
  ]
  const source = repository.existing && planning.survey.project.source(repository.file)
  if (!source) {
    const rendered = renderRepository(repository, methods, {
      style: {
        ...planning.style,
        ...planning.formatter(repository.file),
        typed: /\.[cm]?tsx?$/.test(repository.file),
      },
      commonJs: repository.commonJs === true,
      ...(repository.database && { token: repository.database.token }),
      specifierFor,
      databaseSpecifier: planning.specifier(repository.file, repository.database?.module ?? repository.file),
    })
    const segments = rendered.segments.flatMap(({ method, start, end }) =>
      (owners.get(method) ?? []).map((candidate) => ({ candidate, start, end })),
    )
    return created(rendered.text, segments, everyone)
  }
  const declaration = source.scopes.topLevel(repository.className)!.declaration
  const { width } = planning.formatter(repository.file)
  const style = { ...codeStyleOf(source.text, source.typed), ...(width !== undefined && { width }) }
  const eol = style.lineEnding
  const end = style.semicolons ? ';' : ''
  const closing = isClass(declaration) ? declaration.body.end - 1 : source.text.length
  const edits: OwnedEdit[] = methods.map(({ method, name }) => ({
    start: closing,
    end: closing,
    text: eol + renderMethod(method, name, style).replaceAll('\n', eol) + eol,
    candidates: owners.get(method.id) ?? [],
  }))
  for (const edit of parts.edits) edits.push({ ...edit, text: resolveMethodReferences(edit.text, nameOf) })
  const statement = declaration.parent?.type === 'ExportNamedDeclaration' ? declaration.parent : declaration
  for (const { method } of uniqueInterfaces(methods)) {
    if (source.scopes.topLevel(method.rowInterface!.name)) continue
    const members = method.rowInterface!.text.split('\n').map((member) => member + end)
    edits.push({
      start: commentedStart(source.text, statement.start),
      end: commentedStart(source.text, statement.start),
      text: `export interface ${method.rowInterface!.name} {${eol}${members.join(eol)}${eol}}${eol}${eol}`,
      candidates: owners.get(method.id) ?? [],
    })
  }
  const requests: ImportRequest[] = methods
    .flatMap(({ method }) => method.imports)
    .map((need) => ({
      from: specifierFor(need.target),
      name: need.name,
      ...(need.alias !== undefined && { alias: need.alias }),
      ...(need.typeOnly !== undefined && { typeOnly: need.typeOnly }),
    }))
  requests.push(...parts.imports.map(({ need }) => requestOf(planning, repository.file, need)))
  const imports = importEdits(source, { add: requests, removedReferences: parts.removed }, style).map(
    (edit) => ({ ...edit, candidates: everyone, shared: true as const }),
  )
  const all = normalizeEdits([...edits, ...imports]) as OwnedEdit[]
  return {
    kind: 'edit',
    before: source.text,
    edits: all,
    text: applyEdits(source.text, all),
    segments: segmentsOf(all),
  }
}

/** The start of a declaration's own doc comment, so that what is put before it does not come between. */
function commentedStart(text: string, start: number): number {
  const before = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.exec(text.slice(0, start))
  return before ? before.index : start
}
