import { withoutCoveredInsertions } from '../../../edits/text-edits.js'
import type { TextEdit, Usage } from '../../../model.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type {
  Candidate,
  FileProposal,
  ImportNeed,
  Proposal,
  Range,
  RefusalDraft,
} from '../../../plan/proposal.js'
import type { RepositoryDraft } from '../../../repositories/repository-registry.js'
import type { ClientValue, Touch } from '../../../survey/client-value.js'
import { openingModule } from '../../../survey/driver-openings.js'
import { clientId } from '../../../survey/held.js'
import { isWithin } from '../../../survey/nodes.js'
import { isInOwnModule } from '../../../survey/served.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { statementKind } from '../../../survey/statement-kind.js'
import { touchSql } from '../../../survey/touch-sql.js'
import { type Extraction, extractToRepository } from '../extract-repository/extract-repository.js'
import { movingTogether } from '../extract-repository/moving-together.js'
import { DriverMocks } from '../facade-accessor/driver-mocks.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'
import { lowerFirst } from '../facade-accessor/token-names.js'
import { type FoundationRefusal, foundationRefusals } from '../refusals.js'
import { isAskedForOne } from './asked-for-one.js'
import { databaseCall, repositoryCall } from './call-edits.js'
import { type CallSite, callSiteOf, removedBy } from './call-site.js'
import { clientFlow } from './client-flow.js'
import { ConnectionBound } from './connection-bound.js'
import { proposeDriverValue } from './driver-value.js'
import { proposeSharedImports, type SharedImport, sharedImport } from './dynamic-names.js'
import { HandedConnections, type ServedUsage } from './handed-connections.js'
import { existingHolder, holderEdits, holderName } from './holder-edits.js'
import { injectClientAccessor } from './inject-client-accessor.js'
import { injectedOnce } from './inject-once.js'
import { mappedBy } from './mapped-modules.js'
import { isOnlyClient } from './only-client.js'
import { type OwnUsage, proposeOwnStatements, proposeSettled } from './own-statements.js'
import { proposeFlow } from './propose-flow.js'
import { proposeHanded, stayingIn } from './propose-handed.js'
import { besideKeptClient, proposeHandedClient } from './propose-handed-client.js'
import { stayingBeside } from './staying-because.js'
import { TokenCycle } from './token-cycle.js'
import { transactionBesideClient } from './transaction-beside-client.js'
import { unseenCaller } from './unseen-caller.js'

export const runtime = '@duckshift/runtime'

/** A hand-written transaction as phase 2 rewrites it: calls that go, and the edits that replace them. */
export interface RewrittenTransaction {
  readonly touches: ReadonlySet<Touch>
  /** Calls whose one text opened and closed the transaction: they stay, with the statements between. */
  readonly scripts: ReadonlySet<Touch>
  /** `database`: the same as `receiver`, for what stands before it is taken. */
  readonly edits: (receiver: string, database: string) => readonly TextEdit[]
  readonly codemod: string
  readonly reason: string
}

/** Undefined for a holder that opens no transaction by hand. */
export type RewriteTransaction = (
  file: SourceFile,
  value: ClientValue,
) => RewrittenTransaction | { readonly refused: string; readonly detail?: string } | undefined

/**
 * Gives every place that took the client a repository, or the database where its SQL must stay. With
 * `rewrite`, only places that open a transaction by hand, which otherwise keep their connection. `planned`: the
 * candidates that put the facades in place.
 */
export async function injectRepository(
  planning: Planning,
  facades: ReadonlyMap<string, Facade>,
  rewrite?: RewriteTransaction,
  planned: readonly Candidate[] = [],
): Promise<Proposals & { readonly served: readonly ServedUsage[] }> {
  const candidates: Candidate[] = []
  const refusals: RefusalDraft[] = []
  const served: ServedUsage[] = []
  const usages = new Map(planning.survey.usages.map((usage) => [usage.id, usage]))
  /** Those outside the run's part of the project have no refusal. */
  const handedClients: { value: ClientValue; refusal?: RefusalDraft }[] = []
  const injectedClients = new Set<string | undefined>()
  const handed = rewrite ? undefined : new HandedConnections(planning, facades, planned)
  const serve = async (value: ClientValue, usage: Usage, feeding: Facade) => {
    const isOutside = !planning.inScope(usage.file)
    const proposed = isOutside ? undefined : await proposeHanded(planning, feeding, usage, value)
    if (proposed) candidates.push(proposed.candidate)
    if (proposed?.isComplete) return
    // Whatever part of the project a run is for: who is handed the connection runs on it everywhere.
    const staying = proposed || isOutside ? [] : stayingBeside(await stayingIn(planning, feeding, value))
    served.push({ usage: usage.id, facade: feeding.databaseModule, staying })
  }
  const fed: { value: ClientValue; feeding: Facade }[] = []
  const groups = clientFlow(
    planning.survey.values.filter((value) => {
      const feeding = handed?.facadeFeeding(value, usages.get(value.usage)!)
      if (feeding) fed.push({ value, feeding })
      const facade = facadeOf(planning, facades, [value])
      return !feeding && !facade?.driver && !facade?.kept
    }),
  )
  // One after the other: methods enter a repository in the order of the code.
  for (const { value, feeding } of fed) await serve(value, usages.get(value.usage)!, feeding)
  for (const value of handed ? planning.survey.values : []) {
    const usage = usages.get(value.usage)!
    const feeding = handed?.facadeFeedingTransaction(value, usage)
    const proposed =
      feeding && planning.inScope(usage.file) && (await proposeHanded(planning, feeding, usage, value))
    if (proposed) candidates.push(proposed.candidate)
  }
  for (const group of rewrite ? mergeInline(groups) : groups) {
    const opens = (value: ClientValue) =>
      rewrite?.(planning.survey.project.source(value.file)!, withAliases(planning, value)) !== undefined
    if (rewrite && !group.some(opens)) continue
    const outcome = await proposeGroup(planning, facades, usages, group, rewrite)
    if ('refused' in outcome) {
      let isMoved = false
      for (const value of rewrite ? group.toSorted((a, b) => Number(opens(b)) - Number(opens(a))) : group) {
        const usage = usages.get(value.usage)!
        if (usage.inTest || !planning.inScope(usage.file)) continue
        const facade = facadeOf(planning, facades, [value])
        if (!rewrite && facade && runsOnIt(planning, facade, value, usage)) {
          served.push({ usage: usage.id, facade: facade.databaseModule, staying: [] })
          continue
        }
        const beside = rewrite && besideClient(planning, facade, usage, value, outcome.refused, rewrite)
        if (beside && 'refused' in beside) {
          refusals.push(refusal(usage, beside.refused, beside.detail))
          continue
        }
        if (beside) {
          candidates.push(beside.candidate)
          isMoved = true
          continue
        }
        // What is handed to a transaction that is the runtime's now may be injected as well.
        const injected =
          isMoved && value.origin.type === 'accessor'
            ? await keepClient(planning, facades, usage, value, outcome.refused)
            : undefined
        if (isMoved && (injected || value.origin.type === 'annotation')) {
          if (injected) candidates.push(injected)
          continue
        }
        // Injected, a transaction that is opened by hand would be seen no more: it is the next phase's.
        const isByHand = !rewrite && usage.shape === 'manual-transaction'
        const kept =
          rewrite || isByHand ? undefined : await keepClient(planning, facades, usage, value, outcome.refused)
        if (isByHand && keepable.has(outcome.refused)) refusals.push(refusal(usage, 'manual-transaction'))
        else if (kept) {
          candidates.push(kept)
          injectedClients.add(clientOf(planning, facades, value))
        } else if (!rewrite && value.origin.type === 'annotation' && keepable.has(outcome.refused))
          handedClients.push({ value, refusal: refusal(usage, outcome.refused, outcome.detail) })
        else refusals.push(refusal(usage, outcome.refused, outcome.detail))
      }
    } else if (outcome.candidate)
      candidates.push(rewrite ? outcome.candidate : orKeepClient(planning, facades, group, outcome.candidate))
    if ('partly' in outcome && outcome.partly) refusals.push(...outcome.partly)
  }
  for (const value of rewrite ? [] : planning.survey.values) {
    const usage = usages.get(value.usage)
    if (!usage || usage.inTest || usage.shape === 'manual-transaction' || planning.inScope(usage.file))
      continue
    const facade = facadeOf(planning, facades, [value])
    if (value.origin.type === 'annotation' && !facade?.driver) handedClients.push({ value })
    else if (facade?.kept && isInOwnModule(facade.accessor, value.file))
      served.push({ usage: usage.id, facade: facade.databaseModule, staying: [] })
  }
  const shared: SharedImport[] = []
  const own: OwnUsage[] = []
  for (const value of rewrite ? [] : planning.survey.values) {
    const facade = facadeOf(planning, facades, [value])
    const usage = usages.get(value.usage)
    if (facade?.kept && usage && !usage.inTest && planning.inScope(usage.file)) {
      const kept = await keepClient(planning, facades, usage, value, 'client-escapes')
      if (kept) {
        candidates.push(kept)
        injectedClients.add(clientOf(planning, facades, value))
      } else refusals.push(refusal(usage, 'client-escapes'))
    }
    if (!facade?.driver || !usage || usage.inTest) continue
    const together = planning.inScope(usage.file) ? sharedImport(facade, usage, value) : undefined
    if (together) {
      shared.push(together)
      continue
    }
    const ofClass = facade.driver.appended ? facadeOfClass(facades, facade) : undefined
    const outcome = await proposeDriverValue(planning, facade, usage, value, ofClass)
    if ('served' in outcome) {
      const isHanded = value.origin.type === 'annotation'
      if (isHanded && handed?.mayComeFromDriver(value, facade))
        refusals.push(refusal(usage, 'facade-missing'))
      else if (isHanded) await serve(value, usage, facade)
      else if (outcome.own) own.push({ facade, usage, value })
      else served.push({ usage: usage.id, facade: facade.databaseModule, staying: [] })
    } else if ('refused' in outcome) refusals.push(refusal(usage, outcome.refused, outcome.detail))
    else if (outcome.candidate) candidates.push(outcome.candidate)
  }
  const imported = proposeSharedImports(planning, shared)
  candidates.push(...imported.candidates)
  refusals.push(...imported.refusals)
  if (!rewrite) candidates.push(...(await proposeSettled(planning)))
  for (const { candidate, left } of await proposeOwnStatements(planning, own)) {
    if (candidate) candidates.push(candidate)
    for (const { facade, usage, staying } of left)
      served.push({ usage: usage.id, facade: facade.databaseModule, staying })
  }
  for (const { value, refusal } of handedClients) {
    const client = value.origin.type === 'annotation' ? value.origin.client : ''
    const feeding =
      handed?.facadeOfClient(client, value, injectedClients) ??
      (!refusal || refusal.id === 'facade-missing'
        ? handed?.openingFeeding(value, usages.get(value.usage)!)
        : undefined)
    const facade = facadeOf(planning, facades, [value]) ?? [...facades.values()][0]
    const proposed =
      feeding && facade && refusal
        ? await proposeHandedClient(planning, facade, usages.get(value.usage)!, value)
        : undefined
    if (proposed) candidates.push(proposed.candidate)
    if (proposed?.isComplete) continue
    const staying =
      feeding && facade && refusal && !proposed ? stayingBeside(await stayingIn(planning, facade, value)) : []
    if (feeding) served.push({ usage: value.usage, facade: feeding, staying })
    else if (refusal) refusals.push(refusal)
  }
  const cycle = TokenCycle.of(planning)
  const safe = candidates.flatMap((candidate) => {
    if (rewrite) return [candidate]
    const alternatives = candidate.alternatives.filter((proposal) => !cycle.asksTooEarly(proposal))
    if (alternatives.length > 0) return [{ ...candidate, alternatives }]
    for (const id of candidate.usages) refusals.push(refusal(usages.get(id)!, 'token-not-loaded'))
    return []
  })
  return { candidates: rewrite ? safe : injectedOnce(planning, safe), refusals, served }
}

/** A function of the module that the facade opens its database in: it has the facade's database as it is. */
function runsOnIt(planning: Planning, { accessor }: Facade, value: ClientValue, { shape }: Usage): boolean {
  const { project } = planning.survey
  return (
    shape !== 'manual-transaction' &&
    value.origin.type === 'accessor' &&
    isInOwnModule(accessor, value.file) &&
    openingModule(project, accessor.module)?.by === 'runtime'
  )
}

function clientOf(
  planning: Planning,
  facades: ReadonlyMap<string, Facade>,
  value: ClientValue,
): string | undefined {
  const client = facadeOf(planning, facades, [value])?.accessor.client
  return client && clientId(client)
}

/** Why nothing better is done is no reason to keep the import: these the injected accessor is free of. */
const keepable = new Set([
  'unknown-client-method',
  'client-escapes',
  'unseen-caller',
  'unsupported-dynamic-import',
  'comment-in-the-way',
  'test-passes-client',
  'facade-missing',
  'driver-mocked',
  'asked-for-one',
])

/** What the client is handed to, or asked for, leaves its statements where they are: with the transaction's. */
const besideTransaction = new Set(['unknown-client-method', 'client-escapes', 'unseen-caller'])

/** Where the client has to stay, its transaction is the runtime's all the same. */
function besideClient(
  planning: Planning,
  facade: Facade | undefined,
  usage: Usage,
  value: ClientValue,
  refused: string,
  rewrite: RewriteTransaction,
): { readonly candidate: Candidate } | { readonly refused: string; readonly detail?: string } | undefined {
  const file = planning.survey.project.source(value.file)
  if (!file || !facade || !besideTransaction.has(refused)) return undefined
  if (value.origin.type === 'annotation' && !isOnlyClient(planning, facade, value)) return undefined
  const whole = withAliases(planning, value)
  const rewritten = rewrite(file, whole)
  if (!rewritten || 'refused' in rewritten) return rewritten
  const others = whole.touches.filter(
    (touch) => !rewritten.touches.has(touch) && !rewritten.scripts.has(touch),
  )
  const asksFor = (touch: Touch) => ConnectionBound.of(planning).asksFor(file, touch)
  if (boundFunctions(file, others, asksFor).size > 0) return { refused: 'session-state' }
  const candidate = transactionBesideClient(planning, facade, usage, value, rewritten)
  return candidate && { candidate }
}

/** With what is done with the client under other names, `this.db` in methods, unless those are holders themselves. */
function withAliases({ survey }: Planning, value: ClientValue): ClientValue {
  const aliases = (value.derived ?? []).filter(({ by }) => by === 'alias')
  const touches = aliases.flatMap((alias) => alias.touches)
  if (touches.length === 0) return value
  const held = new Set(
    survey.values.flatMap((other) =>
      other !== value && other.file === value.file ? other.touches.map(({ call }) => call.start) : [],
    ),
  )
  const own = touches.filter(({ call }) => !held.has(call.start))
  return own.length === 0 ? value : { ...value, touches: [...value.touches, ...own] }
}

/** Where neither a repository nor the database can take the client's place, the accessor is injected. */
async function keepClient(
  planning: Planning,
  facades: ReadonlyMap<string, Facade>,
  usage: Usage,
  value: ClientValue,
  refused: string,
): Promise<Candidate | undefined> {
  const facade = facadeOf(planning, facades, [value])
  const proposal = facade && keepable.has(refused) ? injectClientAccessor(planning, facade, value) : undefined
  if (!proposal) return undefined
  const { message } = foundationRefusals[refused as FoundationRefusal]
  const staying = [lowerFirst(message.replace(/\.$/, ''))]
  return {
    usages: [usage.id],
    place: usage,
    facade: facade!.databaseModule,
    alternatives: [...(await besideKeptClient(planning, facade!, value, proposal)), { ...proposal, staying }],
  }
}

function orKeepClient(
  planning: Planning,
  facades: ReadonlyMap<string, Facade>,
  group: readonly ClientValue[],
  candidate: Candidate,
): Candidate {
  const [value, ...others] = group
  const facade = value && others.length === 0 ? facadeOf(planning, facades, [value]) : undefined
  // What stays in part keeps its accessor anyway.
  const proposal =
    facade && candidate.usages.length > 0 ? injectClientAccessor(planning, facade, value!) : undefined
  if (!proposal) return candidate
  const kept = { ...proposal, staying: ['its types fit neither a repository nor the database'] }
  return { ...candidate, alternatives: [...candidate.alternatives, kept] }
}

/** Clients taken anew for each call of one function are one holder to a transaction. */
function mergeInline(groups: readonly ClientValue[][]): ClientValue[][] {
  const merged: ClientValue[][] = []
  const byFunction = new Map<unknown, ClientValue>()
  for (const group of groups) {
    const [only] = group
    const within = only?.touches[0]?.within
    if (group.length !== 1 || only?.kind !== 'inline' || !within) {
      merged.push(group)
      continue
    }
    const known = byFunction.get(within)
    if (known) {
      known.touches.push(...only.touches)
      continue
    }
    const value = { ...only, touches: [...only.touches] }
    byFunction.set(within, value)
    merged.push([value])
  }
  return merged
}

export function refusal(usage: Usage, id: string, detail?: string): RefusalDraft {
  return {
    usage: usage.id,
    codemod: 'inject-repository',
    id,
    place: usage,
    ...(detail !== undefined && { detail }),
  }
}

export type Outcome =
  | { readonly refused: string; readonly detail?: string }
  | { readonly candidate: Candidate | undefined; readonly partly?: RefusalDraft[] }

async function proposeGroup(
  planning: Planning,
  facades: ReadonlyMap<string, Facade>,
  usages: ReadonlyMap<string, Usage>,
  group: readonly ClientValue[],
  rewrite: RewriteTransaction | undefined,
): Promise<Outcome> {
  const production = group.filter((value) => !usages.get(value.usage)!.inTest)
  if (production.length === 0) return { refused: 'test-kept' }
  if (!production.some((value) => planning.inScope(value.file))) return { candidate: undefined }
  const isOfOthers = ({ origin }: ClientValue) =>
    origin.type === 'annotation' && (origin.isLikeClient || origin.given)
  if (production.some(isOfOthers)) return { refused: 'client-escapes' }
  const facade = facadeOf(planning, facades, production)
  if (!facade) {
    const isByHand = production.every((value) => usages.get(value.usage)!.shape === 'manual-transaction')
    const byHand = rewrite ? 'handed-transaction' : 'manual-transaction'
    return { refused: isByHand ? byHand : 'facade-missing' }
  }
  if (production.some(isAskedForOne)) return { refused: 'asked-for-one' }
  const mockedElsewhere = production.find((value) => isFedByOtherMock(planning, facade, value))
  if (mockedElsewhere) return { refused: 'mocked-elsewhere' }
  const mocks = DriverMocks.of(planning)
  const replaced = production.map(({ file }) => mocks.reaching(file)).find((test) => test !== undefined)
  // What a test asserts of the driver's calls is true only while they stay as they are.
  if (replaced !== undefined) return { refused: 'driver-mocked', detail: replaced }
  if (group.length === 1) return proposeAlone(planning, facade, usages, group[0]!, rewrite)
  if (production.length !== group.length) return { refused: 'test-passes-client' }
  return proposeFlow(planning, facade, usages, group, rewrite)
}

function facadeOf(
  planning: Planning,
  facades: ReadonlyMap<string, Facade>,
  group: readonly ClientValue[],
): Facade | undefined {
  for (const { origin } of group) {
    if (origin.type === 'accessor') {
      const facade = facadeOfAccessor(planning, facades, origin.accessor)
      if (facade) return facade
    } else {
      for (const facade of facades.values()) {
        const { client, id } = facade.accessor
        if (id === origin.client || (client && clientId(client) === origin.client)) return facade
      }
    }
  }
  return undefined
}

/** The facade that opens the database of another accessor's client, by its class. */
function facadeOfClass(facades: ReadonlyMap<string, Facade>, { accessor }: Facade): Facade | undefined {
  const { client } = accessor
  return [...facades.values()].find(
    ({ driver, accessor: other }) =>
      !driver && client && other.client?.module === client.module && other.client.name === client.name,
  )
}

/** The facade behind an accessor, or behind what it wraps. */
export function facadeOfAccessor(
  planning: Planning,
  facades: ReadonlyMap<string, Facade>,
  id: string,
): Facade | undefined {
  let accessor = planning.survey.accessors.find((candidate) => candidate.id === id)
  while (accessor?.wraps) {
    const inner: string = accessor.wraps
    accessor = planning.survey.accessors.find((candidate) => candidate.id === inner)
  }
  return accessor && facades.get(accessor.id)
}

/** True when a test mocks the accessor under another module than the one that feeds the repositories, and runs this code. */
function isFedByOtherMock(planning: Planning, facade: Facade, value: ClientValue): boolean {
  const { graph } = planning.survey.project
  const file = planning.survey.project.source(value.file)
  if (file && value.origin.type === 'accessor') {
    if (mappedBy(planning, facade, file, value.origin.reference) === 'elsewhere') return true
  }
  return planning.survey.mocks.some((mock) => {
    if (mock.subject !== undefined) return mock.subject === value.file
    if (mock.module === facade.accessorModule || mock.replaces === 'method') return false
    return graph.reaches(mock.file, value.file)
  })
}

/** A holder that keeps the client to itself. */
async function proposeAlone(
  planning: Planning,
  facade: Facade,
  usages: ReadonlyMap<string, Usage>,
  value: ClientValue,
  rewrite: RewriteTransaction | undefined,
): Promise<Outcome> {
  const usage = usages.get(value.usage)!
  const file = planning.survey.project.source(value.file)!
  if (value.origin.type === 'annotation') return proposeFlow(planning, facade, usages, [value], rewrite)
  if (value.escapes.length > 0) {
    const isArgument = value.escapes.every((escaping) => escaping.kind === 'argument')
    return {
      refused: isArgument ? 'unseen-caller' : 'client-escapes',
      detail: file.textOf(value.escapes[0]!.node.parent ?? value.escapes[0]!.node).slice(0, 120),
    }
  }
  const unseen = unseenCaller(planning, file, value, [value])
  if (unseen) return { refused: 'unseen-caller', detail: unseen }
  if (value.origin.dynamicImport && value.origin.dynamicImport.type !== 'VariableDeclarator') {
    return { refused: 'unsupported-dynamic-import' }
  }
  const rewritten = rewrite?.(file, value)
  if (rewritten && 'refused' in rewritten) return rewritten
  const touches = value.touches.filter((touch) => !rewritten?.touches.has(touch))
  const elsewhere = ConnectionBound.of(planning)
  const isElsewhere = (touch: Touch) =>
    rewrite ? elsewhere.asksFor(file, touch) : elsewhere.refusalOf(file, touch) !== undefined
  const bound = boundFunctions(
    file,
    touches.filter((touch) => !rewritten?.scripts.has(touch)),
    isElsewhere,
  )
  const free = touches.filter((touch) => !bound.has(touch.within))
  const kept = touches.length - free.length
  const isField = value.kind === 'field' || value.kind === 'parameter-property'
  if (kept > 0 && (!isField || free.length === 0)) {
    const isOfSession =
      usage.shape === 'session-state' ||
      touches.some((touch) => bound.has(touch.within) && elsewhere.refusalOf(file, touch) === 'session-state')
    return { refused: rewrite || isOfSession ? 'session-state' : 'manual-transaction' }
  }
  if (value.kind === 'parameter-property' && kept > 0) return { refused: 'manual-transaction' }
  const sites: CallSite[] = []
  for (const touch of free) {
    const site = callSiteOf(planning, file, facade.profile, touch)
    if (!site) return { refused: 'unknown-client-method', detail: touch.method }
    sites.push(site)
  }
  const partly =
    kept > 0 ? [refusal(usage, 'manual-transaction', `${kept} of ${touches.length} calls stay`)] : undefined
  if (sites.length === 0 && !rewritten) {
    if (isField || value.kind === 'inline') return { refused: 'client-escapes' }
  }
  // One after the other: methods enter a repository in the order of the code.
  const outcomes: Extraction[] = []
  for (const site of sites) {
    outcomes.push(
      planning.enabled('extract-repository')
        ? await extractToRepository(planning, facade, file, site)
        : { stays: 'extract-repository was not asked for' },
    )
  }
  const extracted = movingTogether(outcomes)
  const alternatives = [
    alternative(planning, facade, file, value, sites, extracted, 'typed', kept > 0, rewritten),
    alternative(planning, facade, file, value, sites, extracted, 'untyped', kept > 0, rewritten),
    alternative(planning, facade, file, value, sites, extracted, 'none', kept > 0, rewritten),
  ].filter((proposal): proposal is Proposal => proposal !== undefined)
  if (alternatives.length === 0) return { refused: 'comment-in-the-way' }
  const distinct = alternatives.filter(
    (proposal, index) => index === 0 || JSON.stringify(proposal) !== JSON.stringify(alternatives[index - 1]),
  )
  return {
    candidate: {
      usages: kept > 0 ? [] : [value.usage],
      place: usage,
      facade: facade.databaseModule,
      alternatives: distinct,
    },
    ...(partly && { partly }),
  }
}

/** Functions that hold a transaction or session by hand: their calls keep the connection they have. */
export function boundFunctions(
  file: SourceFile,
  touches: readonly Touch[],
  isElsewhere: (touch: Touch) => boolean,
): Set<unknown> {
  const bound = new Set<unknown>()
  for (const touch of touches) {
    const sql = touchSql(file, touch)
    const kind = sql === undefined ? 'other' : statementKind(sql)
    const opens = /^(begin|commit|rollback)(Transaction)?$|^(with)?transaction$/i.test(touch.method)
    const isBound = kind === 'transaction' || kind === 'session-state' || isElsewhere(touch)
    if (opens || isBound) bound.add(touch.within)
  }
  return bound
}

export function alternative(
  planning: Planning,
  facade: Facade,
  file: SourceFile,
  value: ClientValue,
  sites: readonly CallSite[],
  extracted: readonly Extraction[],
  typing: 'typed' | 'untyped' | 'none',
  keepHolder: boolean,
  rewritten: RewrittenTransaction | undefined,
): Proposal | undefined {
  if (
    typing === 'untyped' &&
    !extracted.some((item) => 'methods' in item && item.methods.untyped !== undefined)
  )
    return undefined
  const edits: TextEdit[] = []
  const methods: number[] = []
  const held = new Map<string, { readonly name: string; readonly repository?: RepositoryDraft }>()
  const existing = new Set<string>()
  const staying: string[] = []
  const exports: FileProposal[] = []
  if (rewritten) {
    const name = holderName(file, value, 'database', false)
    held.set('database', { name })
    edits.push(
      ...rewritten.edits(
        receiverText(file, value, name, facade.token),
        databaseText(file, value, name, facade.token),
      ),
    )
  }
  for (const [index, site] of sites.entries()) {
    const item = extracted[index]!
    const moves = typing !== 'none' && 'methods' in item
    const key = moves ? item.repository.className : 'database'
    if (moves && (held.get(key)?.repository ?? item.repository).file !== item.repository.file)
      return undefined
    const own = moves ? existingHolder(file, value, key) : undefined
    if (own) existing.add(key)
    const holder = held.get(key) ?? {
      name: own ?? holderName(file, value, moves ? item.repository.variable : 'database', moves),
      ...(moves && { repository: item.repository }),
    }
    held.set(key, holder)
    const receiver = receiverText(file, value, holder.name, moves ? item.repository.className : facade.token)
    if (moves) {
      const method = typing === 'untyped' ? (item.methods.untyped ?? item.methods.typed) : item.methods.typed
      methods.push(method)
      edits.push(...repositoryCall(file, item.site, receiver, method))
      exports.push(...item.exports)
    } else {
      const call = databaseCall(file, site, receiver)
      if (!call) return undefined
      edits.push(...call)
      if ('stays' in item) staying.push(item.stays)
    }
  }
  const fresh = [...held].flatMap(([key, holder]) => (existing.has(key) ? [] : [holder]))
  const holders = fresh.map(({ name, repository }) => ({
    name,
    injected: repository?.className ?? facade.token,
  }))
  if (holders.length === 0)
    holders.push({ name: holderName(file, value, 'database', false), injected: facade.token })
  const declared = holderEdits(file, value, holders, keepHolder)
  if (!declared) return undefined
  edits.push(...declared.edits)
  if (losesComment(file, edits, wholeStatements(extracted, typing))) return undefined
  const ownEdits = withoutCoveredInsertions(edits)
  const imports: ImportNeed[] = declared.importsItself ? [] : needs(facade, held)
  const dynamic = value.origin.type === 'accessor' ? value.origin.dynamicImport : undefined
  if (dynamic) {
    const edit = dynamicImportEdits(planning, facade, file, dynamic, held)
    if (!edit) return undefined
    ownEdits.push(...edit)
  }
  const codemod =
    typing === 'none' || methods.length === 0
      ? 'inject-repository'
      : sites.some((site) => site.parametrized)
        ? 'parametrize-sql'
        : 'extract-repository'
  const reason = reasonOf(
    sites,
    [...held.keys()].filter((key) => key !== 'database'),
    staying,
    typing,
  )
  return {
    codemod: rewritten?.codemod ?? codemod,
    reason: rewritten ? `${rewritten.reason} ${sites.length > 0 ? reason : ''}`.trim() : reason,
    methods,
    keepsSql: methods.length < sites.length,
    ...(staying.length > 0 && { staying: [...new Set(staying)] }),
    files: [
      {
        path: file.path,
        edits: ownEdits,
        imports: dynamic ? [] : imports,
        removedReferences: removedBy(ownEdits, takenApart(sites, extracted, typing)),
      },
      ...exports,
    ],
  }
}

function receiverText(file: SourceFile, value: ClientValue, name: string, injected: string): string {
  if (value.kind === 'field' || value.kind === 'parameter-property') return `this.${name}`
  return value.kind === 'inline' || isTopLevel(file, value) ? `inject(${injected})` : name
}

/** The database where nothing has taken it yet. */
function databaseText(file: SourceFile, value: ClientValue, name: string, token: string): string {
  const receiver = receiverText(file, value, name, token)
  return receiver === name ? `inject(${token})` : receiver
}

/** A client taken when the module loads is injected at each use instead, so that a container can still replace it. */
function isTopLevel(file: SourceFile, value: ClientValue): boolean {
  return value.kind === 'variable' && file.scopes.topLevel(value.name!)?.declaration === value.declaration
}

function needs(
  facade: Facade,
  held: ReadonlyMap<string, { readonly repository?: RepositoryDraft }>,
): ImportNeed[] {
  const imports: ImportNeed[] = [{ target: { package: runtime }, name: 'inject' }]
  for (const { repository } of held.values()) {
    imports.push(
      repository
        ? { target: { file: repository.file }, name: repository.className }
        : { target: { file: facade.databaseModule }, name: facade.token },
    )
  }
  return imports
}

/** `const { getClient } = await import('./client')` becomes dynamic imports of what is injected: it must stay dynamic. */
function dynamicImportEdits(
  planning: Planning,
  facade: Facade,
  file: SourceFile,
  declarator: { readonly start: number; readonly end: number },
  held: ReadonlyMap<string, { readonly repository?: RepositoryDraft }>,
): TextEdit[] | undefined {
  const text = file.textOf(declarator)
  const original = /import\(\s*(['"`])([^'"`]+)\1\s*\)/.exec(text)
  if (!original || !/^\{\s*[\w$]+\s*(,\s*)?\}\s*=/.test(text)) return undefined
  const quote = original[1]!
  const imports = [`{ inject } = await import(${quote}${runtime}${quote})`]
  for (const { repository } of held.values()) {
    const name = repository?.className ?? facade.token
    const target = repository?.file ?? facade.databaseModule
    imports.push(`{ ${name} } = await import(${quote}${planning.specifier(file.path, target)}${quote})`)
  }
  const line = file.text.lastIndexOf('\n', declarator.start) + 1
  const indent = /^[ \t]*/.exec(file.text.slice(line))![0]
  const isSemicolon = file.text[declarator.end] === ';'
  const separator = `${isSemicolon ? ';' : ''}${file.text.includes('\r\n') ? '\r\n' : '\n'}${indent}const `
  return [{ start: declarator.start, end: declarator.end, text: imports.join(separator) }]
}

/** The call sites as their edits take them. */
export function takenApart(
  sites: readonly CallSite[],
  extracted: readonly Extraction[],
  typing: 'typed' | 'untyped' | 'none',
): CallSite[] {
  return sites.map((site, index) => {
    const item = extracted[index]
    return typing !== 'none' && item && 'methods' in item ? item.site : site
  })
}

/** What goes to repositories as it is written. */
export function wholeStatements(
  extracted: readonly Extraction[],
  typing: 'typed' | 'untyped' | 'none',
): Range[] {
  return extracted.flatMap((item) =>
    typing !== 'none' && 'methods' in item
      ? (item.site.variables ?? []).flatMap(({ statement, isWhole }) => (isWhole ? [statement] : []))
      : [],
  )
}

export function losesComment(
  file: SourceFile,
  edits: readonly TextEdit[],
  moved: readonly Range[] = [],
): boolean {
  // Most edits replace nothing that looks like a comment: those of the whole file need not be read.
  const replacing = edits.filter((edit) => /\/[/*]/.test(file.textOf(edit)))
  if (replacing.length === 0) return false
  const isKept = (comment: { start: number; end: number }) =>
    edits.some(({ text }) => text.includes(file.textOf(comment))) ||
    moved.some((statement) => isWithin(comment, statement))
  return file.comments.some(
    (comment) =>
      replacing.some((edit) => comment.start >= edit.start && comment.end <= edit.end) && !isKept(comment),
  )
}

export function reasonOf(
  sites: readonly CallSite[],
  repositories: readonly string[],
  staying: readonly string[],
  typing: 'typed' | 'untyped' | 'none',
): string {
  const parts: string[] = []
  const moved = sites.length - staying.length
  if (typing !== 'none' && moved > 0) {
    parts.push(`${count(moved, 'query', 'queries')} of ${repositories.join(', ')}`)
    const values = sites.filter((site) => site.parametrized).length
    if (values > 0)
      parts.push(`${count(values, 'SQL text', 'SQL texts')} with values now passed as parameters`)
  }
  if (staying.length > 0)
    parts.push(`${count(staying.length, 'query stays', 'queries stay')} here on the injected database`)
  if (parts.length === 0)
    parts.push('the database is injected; the SQL stays here because its types did not fit a repository')
  return `${parts.join('; ')}.`
}

export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}
