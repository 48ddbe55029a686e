import { withoutCoveredInsertions } from '../../../edits/text-edits.js'
import type { TextEdit, Usage } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { FileProposal, ImportNeed, Proposal } from '../../../plan/proposal.js'
import type { ClientValue, Touch } from '../../../survey/client-value.js'
import { parameterId } from '../../../survey/collect-values.js'
import type { SourceFile } from '../../../survey/source-file.js'
import {
  type Extraction,
  extractToRepository,
  mayLoadRepositories,
} from '../extract-repository/extract-repository.js'
import { movingTogether } from '../extract-repository/moving-together.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'
import { BoundRepositories, isAskedOptionally } from './bound-repository.js'
import { databaseCall, repositoryCall } from './call-edits.js'
import { type CallSite, callSiteOf, removedBy } from './call-site.js'
import { ConnectionBound } from './connection-bound.js'
import {
  boundFunctions,
  count,
  losesComment,
  type Outcome,
  type RewriteTransaction,
  type RewrittenTransaction,
  reasonOf,
  runtime,
} from './inject-repository.js'
import { jsDocTypeEdit } from './jsdoc-type.js'
import { isPartOfOpening } from './propose-handed.js'
import { readOutside } from './read-outside.js'
import { sendsSql } from './sends-sql.js'
import { unseenCaller } from './unseen-caller.js'

type Typing = 'typed' | 'untyped' | 'none'

/** One holder of a flow, with what it asks of the client. */
interface Place {
  readonly value: ClientValue
  readonly file: SourceFile
  readonly rewritten: RewrittenTransaction | undefined
  readonly sites: readonly CallSite[]
  /** What each call becomes, in the same order. */
  readonly extracted: readonly Extraction[]
}

/**
 * Holders that hand the client to each other: all of them take the database instead, and ask repositories on it. A
 * caller that hands in another database still decides what the statements run on.
 */
export async function proposeFlow(
  planning: Planning,
  facade: Facade,
  usages: ReadonlyMap<string, Usage>,
  group: readonly ClientValue[],
  rewrite: RewriteTransaction | undefined,
): Promise<Outcome> {
  // What is inherited has no type of its own to change: the class that holds it decides.
  const holders = new Set(group.map(({ id }) => id))
  const isHeldElsewhere = ({ origin }: ClientValue) =>
    origin.type === 'annotation' && origin.inherits !== undefined && !holders.has(origin.inherits)
  if (group.some(isHeldElsewhere)) return { refused: 'unseen-caller' }
  const places: Place[] = []
  for (const value of group) {
    const place = await placeOf(planning, facade, usages, group, value, rewrite)
    if ('refused' in place) return place
    places.push(place)
  }
  const alternatives = (['typed', 'untyped', 'none'] as const)
    .map((typing) => flowProposal(facade, places, typing, rewrite !== undefined, planning.survey.values))
    .filter((proposal) => proposal !== undefined)
    .filter((proposal, index, all) => JSON.stringify(proposal) !== JSON.stringify(all[index - 1]))
  if (alternatives.length === 0) return { refused: 'comment-in-the-way' }
  return {
    candidate: {
      usages: group.map((value) => value.usage),
      place: usages.get(group[0]!.usage)!,
      facade: facade.databaseModule,
      alternatives,
    },
  }
}

async function placeOf(
  planning: Planning,
  facade: Facade,
  usages: ReadonlyMap<string, Usage>,
  group: readonly ClientValue[],
  value: ClientValue,
  rewrite: RewriteTransaction | undefined,
): Promise<Place | Extract<Outcome, { refused: string }>> {
  const file = planning.survey.project.source(value.file)!
  const rewritten = rewrite?.(file, value)
  if (rewritten && 'refused' in rewritten) return rewritten
  const touches = value.touches.filter((touch) => !rewritten?.touches.has(touch))
  const bound = boundFunctions(
    file,
    touches.filter((touch) => !rewritten?.scripts.has(touch)),
    (touch) => ConnectionBound.of(planning).asksFor(file, touch),
  )
  if (bound.size > 0)
    return {
      refused:
        rewrite || usages.get(value.usage)!.shape === 'session-state'
          ? 'session-state'
          : 'manual-transaction',
    }
  for (const escaping of value.escapes)
    if (!staysInside(group, escaping))
      return { refused: escaping.kind === 'argument' ? 'unseen-caller' : 'client-escapes' }
  const unseen = unseenCaller(planning, file, value, group)
  if (unseen) return { refused: 'unseen-caller', detail: unseen }
  const outside = readOutside(planning, file, value, group)
  if (outside) return { refused: 'client-escapes', detail: outside }
  if (value.origin.type === 'accessor' && value.origin.dynamicImport)
    return { refused: 'unsupported-dynamic-import' }
  const sites: CallSite[] = []
  for (const touch of touches) {
    const site = callSiteOf(planning, file, facade.profile, touch)
    if (!site) return { refused: 'unknown-client-method', detail: touch.method }
    sites.push(site)
  }
  const mayMove =
    planning.enabled('extract-repository') &&
    mayLoadRepositories(planning, facade, file) &&
    !isPartOfOpening(planning, facade, value)
  // One after the other: methods enter a repository in the order of the code.
  const extracted: Place['extracted'][number][] = []
  for (const site of mayMove ? sites : [])
    extracted.push(await extractToRepository(planning, facade, file, site))
  return { value, file, rewritten, sites, extracted: movingTogether(extracted) }
}

function staysInside(group: readonly ClientValue[], escaping: ClientValue['escapes'][number]): boolean {
  const holders = new Set(group.map((value) => value.id))
  if (escaping.kind === 'assigned') return escaping.field !== undefined && holders.has(escaping.field)
  if (escaping.kind !== 'argument' || !escaping.target) return false
  const target = parameterId(escaping.target.file, parameterNode(escaping.target))
  return (target !== undefined && holders.has(target)) || isPropertyParameter(group, escaping.target)
}

interface FileParts {
  readonly edits: TextEdit[]
  readonly imports: ImportNeed[]
  readonly sites: CallSite[]
}

function flowProposal(
  facade: Facade,
  places: readonly Place[],
  typing: Typing,
  isRewrite: boolean,
  beside: readonly ClientValue[],
): Proposal | undefined {
  const byFile = new Map<string, FileParts>()
  const reasons: string[] = []
  const methods: number[] = []
  const repositories = new Set<string>()
  const staying: string[] = []
  const exports: FileProposal[] = []
  let keepsSql = false
  for (const { value, file, rewritten, sites, extracted } of places) {
    const parts = byFile.get(value.file) ?? { edits: [], imports: [], sites: [] }
    byFile.set(value.file, parts)
    if (rewritten) {
      const [first] = [...rewritten.touches, ...rewritten.scripts]
      const database = `inject(${facade.token})`
      const transaction = rewritten.edits(file.textOf(first!.receiver), database)
      parts.edits.push(...transaction)
      if (transaction.some(({ text }) => text.startsWith(`${database}.`)))
        parts.imports.push(
          { target: { package: runtime }, name: 'inject' },
          { target: { file: facade.databaseModule }, name: facade.token },
        )
      reasons.push(rewritten.reason)
    }
    const isTaken = value.kind === 'variable' || value.kind === 'inline'
    const bound = new BoundRepositories(file, value, {
      bind: ({ className }, database) => (isTaken ? `inject(${className})` : `new ${className}(${database})`),
      isWithinBlocks: (touch) => rewritten !== undefined && isRewritten(rewritten, touch),
      beside,
    })
    const moved = new Set<Touch>(rewritten?.touches)
    for (const [index, site] of sites.entries()) {
      const item = extracted[index]
      if (typing !== 'none' && item && 'methods' in item) {
        const { repository } = item
        const receiver = bound.receiver(site.touch, repository, undefined)!
        const method =
          typing === 'untyped' ? (item.methods.untyped ?? item.methods.typed) : item.methods.typed
        methods.push(method)
        moved.add(site.touch)
        repositories.add(repository.className)
        parts.sites.push(item.site)
        parts.edits.push(...repositoryCall(file, item.site, receiver, method))
        parts.imports.push({ target: { file: repository.file }, name: repository.className })
        exports.push(...item.exports)
        continue
      }
      if (item) staying.push('stays' in item ? item.stays : 'its types fit no repository')
      const asked = `${file.textOf(site.touch.receiver)}${isAskedOptionally(site.touch) ? '?' : ''}`
      parts.edits.push(...(databaseCall(file, site, asked) ?? []))
    }
    parts.edits.push(...bound.edits())
    if (value.origin.type === 'accessor') {
      parts.edits.push({ ...rangeOf(value.origin.expression), text: `inject(${facade.token})` })
      parts.imports.push(
        { target: { package: runtime }, name: 'inject' },
        { target: { file: facade.databaseModule }, name: facade.token },
      )
    }
    const annotation = annotationOf(value)
    if (annotation) {
      parts.edits.push({ ...rangeOf(annotation), text: 'Database' })
      parts.imports.push({ target: { package: runtime }, name: 'Database', typeOnly: true })
    }
    const documented =
      facade.accessor.client &&
      jsDocTypeEdit(file, value, facade.accessor.client.name, `import('${runtime}').Database`)
    if (documented) parts.edits.push(documented)
    keepsSql ||= sendsSql(file, value, moved)
  }
  const files: FileProposal[] = []
  for (const [path, { edits, imports, sites }] of byFile) {
    const { file } = places.find(({ value }) => value.file === path)!
    if (losesComment(file, edits)) return undefined
    files.push({
      path,
      edits: withoutCoveredInsertions(edits),
      imports,
      removedReferences: removedBy(
        edits.filter((edit) => edit.end > edit.start),
        sites,
      ),
    })
  }
  const sites = places.flatMap((place) => place.sites)
  const isParametrized = methods.length > 0 && sites.some((site) => site.parametrized)
  const extraction = isParametrized ? 'parametrize-sql' : 'extract-repository'
  const handed = `The database is injected where the client was taken, and handed on as before, through ${count(places.length, 'place', 'places')}.`
  const extent = methods.length > 0 ? ` ${reasonOf(sites, [...repositories], staying, typing)}` : ''
  return {
    codemod: isRewrite ? 'manual-transaction' : methods.length > 0 ? extraction : 'inject-repository',
    reason: `${reasons.map((reason) => `${reason} `).join('')}${handed}${extent}`,
    ...(methods.length > 0 && { methods }),
    keepsSql,
    ...(keepsSql && staying.length > 0 && { staying: [...new Set(staying)] }),
    files: [...files, ...exports],
  }
}

/** True for what is asked in a function whose transaction is rewritten. */
function isRewritten({ touches, scripts }: RewrittenTransaction, { call }: Touch): boolean {
  return [...touches, ...scripts].some(
    ({ within }) => !within || (within.start <= call.start && within.end >= call.end),
  )
}

function rangeOf(node: { readonly start: number; readonly end: number }): { start: number; end: number } {
  return { start: node.start, end: node.end }
}

function parameterNode(target: NonNullable<ClientValue['escapes'][number]['target']>): never {
  const parameter = target.callee.params[target.index] as never
  return (parameter ?? { start: -1 }) as never
}

function isPropertyParameter(
  group: readonly ClientValue[],
  target: NonNullable<ClientValue['escapes'][number]['target']>,
): boolean {
  const parameter = target.callee.params[target.index]
  return group.some((value) => value.declaration === (parameter as unknown))
}

function annotationOf(value: ClientValue): { readonly start: number; readonly end: number } | undefined {
  if (value.origin.type === 'annotation') return value.origin.typeNames[0]
  const declaration = value.declaration as {
    typeAnnotation?: { typeAnnotation?: { start: number; end: number } } | null
    left?: unknown
    parameter?: unknown
    type: string
  }
  const identifier = (
    declaration.type === 'AssignmentPattern'
      ? declaration.left
      : declaration.type === 'TSParameterProperty'
        ? (declaration.parameter as { left?: unknown }).left
        : declaration
  ) as { typeAnnotation?: { typeAnnotation?: { start: number; end: number } } | null } | undefined
  return value.kind === 'inline' || value.kind === 'variable'
    ? undefined
    : identifier?.typeAnnotation?.typeAnnotation
}
