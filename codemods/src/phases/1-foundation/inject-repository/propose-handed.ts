import { withoutCoveredInsertions } from '../../../edits/text-edits.js'
import type { TextEdit, Usage } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { AppendedText, Candidate, FileProposal, ImportNeed, Proposal } from '../../../plan/proposal.js'
import type { RepositoryDraft } from '../../../repositories/repository-registry.js'
import type { ClientValue } from '../../../survey/client-value.js'
import { neoCompat, neoDriver } from '../../../survey/driver-openings.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import type { Node } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import {
  type Extracted,
  extractToRepository,
  mayLoadRepositories,
} from '../extract-repository/extract-repository.js'
import { movingTogether } from '../extract-repository/moving-together.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'
import { type BindingStyle, BoundRepositories, type LateLoading } from './bound-repository.js'
import { repositoryCall } from './call-edits.js'
import { type CallSite, callSiteOf, removedBy } from './call-site.js'
import { ConnectionBound } from './connection-bound.js'
import { type HandedCall, handedCalls, isComplete } from './handed-calls.js'
import { losesComment, reasonOf, wholeStatements } from './inject-repository.js'
import { sendsSql } from './sends-sql.js'
import { StandInTests } from './stand-in-tests.js'
import { stayingBecause, stayingBeside } from './staying-because.js'
import { TokenCycle } from './token-cycle.js'

export interface HandedProposal {
  readonly candidate: Candidate
  /** False where statements of its own stay on the connection: it runs on the runtime, and is not moved. */
  readonly isComplete: boolean
}

export interface Moving extends HandedCall {
  readonly site: CallSite
  readonly extracted: Extracted
}

/** How repositories are made where the holder is no connection of the driver. */
export interface Binding {
  readonly bind: NonNullable<BindingStyle['bind']>
  readonly isAlwaysThere?: boolean
  /** Names what statements go through, for people. */
  readonly label?: string
  /** What that names, beside the repositories. */
  readonly imports: readonly ImportNeed[]
  readonly appends: readonly AppendedText[]
}

const driverConnection = `${neoDriver}#DuckDBConnection`

const standIns = new WeakMap<Planning, StandInTests>()
/** What loads with the module that opens a facade's database. */
const openings = new WeakMap<Facade, ReadonlySet<string>>()

/** What a function does with a connection that it is handed, as calls of repositories on that connection. */
export async function proposeHanded(
  planning: Planning,
  facade: Facade,
  usage: Usage,
  value: ClientValue,
): Promise<HandedProposal | undefined> {
  const isGiven = value.origin.type === 'annotation' && value.origin.given
  if (!isGiven && !/^(parameter|field|parameter-property)$/.test(value.kind)) return undefined
  if (!isOfDriver(facade, value)) return undefined
  const bound = await boundAlternatives(planning, facade, value)
  if (!bound) return undefined
  const reasons = await stayingIn(planning, facade, value)
  const beside = stayingBeside(reasons, bound.moved)
  return {
    isComplete: bound.isComplete,
    candidate: {
      usages: bound.isComplete ? [usage.id] : [],
      place: usage,
      facade: facade.databaseModule,
      alternatives: [
        ...bound.alternatives.map((way) => (way.keepsSql ? { ...way, staying: beside } : way)),
        { ...unchanged, staying: stayingBeside(reasons) },
      ],
    },
  }
}

/** Why statements of what is handed a connection or a client stay, by their calls. */
export async function stayingIn(
  planning: Planning,
  facade: Facade,
  value: ClientValue,
): Promise<ReadonlyMap<Node, string>> {
  const file = planning.survey.project.source(value.file)
  return file ? stayingBecause(planning, facade, file, value, 'nobody') : new Map()
}

interface BoundAlternatives {
  readonly alternatives: readonly Proposal[]
  /** The calls whose statements move. */
  readonly moved: ReadonlySet<Node>
  readonly isComplete: boolean
}

interface BoundPlace {
  /** The dynamic import that brings what the connection comes from; repositories come like it. */
  readonly loadedBy?: Node | undefined
  /** True in the module that opens the database, and for what only its holder has. */
  readonly isOwn?: boolean
  readonly isInPlace?: boolean
}

/** The ways in which statements of a connection become calls of repositories on it; undefined where none can. */
export async function boundAlternatives(
  planning: Planning,
  facade: Facade,
  value: ClientValue,
  { loadedBy, isOwn = false, isInPlace = false }: BoundPlace = {},
): Promise<BoundAlternatives | undefined> {
  const file = planning.survey.project.source(value.file)
  if (!file || !planning.enabled('extract-repository')) return undefined
  if (!mayLoadRepositories(planning, facade, file)) return undefined
  if (isNameTaken(planning, file, 'repositoryOn')) return undefined
  if (!isOwn && isPartOfOpening(planning, facade, value)) return undefined
  const elsewhere = ConnectionBound.of(planning)
  const isStandIn = mayBeStandIn(planning, value)
  // A repository is for every connection: what one alone knows stays with it.
  const calls = handedCalls(file, value, facade.profile.rows).filter(
    (call) => !elsewhere.asksFor(file, call.touch) && (!isStandIn || asksAsBefore(call)),
  )
  if (calls.length === 0) return undefined
  const found: Moving[] = []
  for (const call of calls) {
    const profile = { ...facade.profile, methods: new Map([[call.running.method, call.method]]) }
    const site = callSiteOf(planning, file, profile, call.running)
    if (!site || (isStandIn && site.parametrized)) continue
    const extracted = await extractToRepository(planning, facade, file, site, true)
    if ('methods' in extracted) found.push({ ...call, site, extracted })
  }
  const moving = movedTogether(found)
  if (moving.length === 0) return undefined
  const quote = loadedBy && /['"]/.exec(file.textOf(loadedBy))?.[0]
  const late =
    quote === undefined
      ? undefined
      : { quote, specifierOf: ({ file: to }: RepositoryDraft) => planning.specifier(file.path, to) }
  const cycle = isOwn && facade.hasToken ? TokenCycle.of(planning) : undefined
  const alternatives = waysOf(file, value, moving, {
    late,
    isInPlace,
    beside: planning.survey.values,
  }).filter((way) => !cycle?.asksTooEarly(way, 'repositoryOn'))
  if (alternatives.length === 0) return undefined
  const moved = new Set(moving.map(({ touch }) => touch.call as Node))
  return { alternatives, moved, isComplete: isComplete(value, moved) }
}

/** True where a file calls something else by a name of the runtime's. */
export function isNameTaken({ survey: { project } }: Planning, file: SourceFile, name: string): boolean {
  if (!file.scopes.declares(name)) return false
  return [...file.scopes.bindings()].some(
    (binding) => binding.name === name && importedBinding(project, file, binding)?.specifier !== neoCompat,
  )
}

/** What moves of these, when statements that share what puts them together move together. */
export function movedTogether(found: readonly Moving[]): Moving[] {
  return movingTogether(found.map(({ extracted }) => extracted)).flatMap((extracted, index) =>
    'methods' in extracted ? [{ ...found[index]!, extracted }] : [],
  )
}

function isOfDriver(facade: Facade, { origin }: ClientValue): boolean {
  return (
    origin.type === 'annotation' &&
    (origin.client === driverConnection ||
      (facade.driver !== undefined && origin.client === facade.accessor.id))
  )
}

/** True where a repository on the connection calls the very method that the code calls today. */
function asksAsBefore({ touch, running, method }: HandedCall): boolean {
  if (method.result === 'row-arrays' || running !== touch) return false
  return touch.method === (method.result === 'rows' ? 'runAndReadAll' : 'run')
}

/** A test may put its own in the connection's place, which has only the methods that the code calls today. */
function mayBeStandIn(planning: Planning, { file }: ClientValue): boolean {
  const tests = standIns.get(planning) ?? new StandInTests(planning)
  standIns.set(planning, tests)
  return tests.reach(file)
}

/** Where no repository fits the types, nothing is lost: the connection is the runtime's all the same. */
export const unchanged: Proposal = {
  codemod: 'inject-repository',
  reason: 'Its code stays: what it is handed runs on the database that the runtime opens.',
  changesNothing: true,
  keepsSql: true,
  files: [],
}

/** What runs while the database is opened cannot ask for a repository, which asks for the database, where one is injected. */
export function isPartOfOpening(planning: Planning, facade: Facade, { file, origin }: ClientValue): boolean {
  if (!facade.hasToken && origin.type === 'annotation' && origin.client === driverConnection) return false
  const modules = [facade.accessor.module, facade.accessorModule, facade.opened]
  const loaded = openings.get(facade) ?? planning.survey.project.graph.importClosure(modules)
  openings.set(facade, loaded)
  return loaded.has(file)
}

interface Loading {
  readonly late?: LateLoading | undefined
  readonly binding?: Binding
  readonly isInPlace?: boolean
  readonly beside: readonly ClientValue[]
}

/** The ways in which statements of a holder become calls of repositories on it, the best first. */
export function waysOf(
  file: SourceFile,
  value: ClientValue,
  moving: readonly Moving[],
  loading: Loading,
): Proposal[] {
  const typed = proposalOf(file, value, moving, 'typed', loading)
  const untyped = proposalOf(file, value, moving, 'untyped', loading)
  const isSame = JSON.stringify(typed) === JSON.stringify(untyped)
  return [typed, isSame ? undefined : untyped].filter((way) => way !== undefined)
}

function proposalOf(
  file: SourceFile,
  value: ClientValue,
  moving: readonly Moving[],
  typing: 'typed' | 'untyped',
  { late, binding, isInPlace = false, beside }: Loading,
): Proposal | undefined {
  const bound = new BoundRepositories(file, value, { late, beside, isInPlace, ...binding })
  const edits: TextEdit[] = []
  const methods: number[] = []
  const exports: FileProposal[] = []
  const imports = new Map<string, ImportNeed>()
  for (const { running, method, extracted, edits: beside } of moving) {
    const { repository, methods: made } = extracted
    const id = typing === 'untyped' ? (made.untyped ?? made.typed) : made.typed
    const receiver = bound.receiver(running, repository, method.rows)
    if (receiver === undefined) return undefined
    methods.push(id)
    edits.push(...repositoryCall(file, extracted.site, receiver, id), ...beside)
    imports.set(repository.className, { target: { file: repository.file }, name: repository.className })
    exports.push(...extracted.exports)
  }
  const all = withoutCoveredInsertions([...edits, ...bound.edits()])
  const whole = wholeStatements(
    moving.map(({ extracted }) => extracted),
    typing,
  )
  if (losesComment(file, all, whole)) return undefined
  const sites = moving.map(({ extracted }) => extracted.site)
  const stay = value.touches.length - moving.length
  const making = binding?.imports ?? [{ target: { package: neoCompat }, name: 'repositoryOn' }]
  const nameless = binding ? 'the client' : 'the connection'
  const on = value.name === undefined ? nameless : `\`${value.name}\``
  const connection = binding?.label === undefined ? `on ${on}` : `through ${binding.label}`
  return {
    codemod: sites.some((site) => site.parametrized) ? 'parametrize-sql' : 'extract-repository',
    reason: `${reasonOf(sites, [...imports.keys()], [], 'typed').slice(0, -1)}, ${connection}${givenBy(value)}${stay > 0 ? `; ${stay} of its calls ${stay === 1 ? 'stays' : 'stay'}` : ''}.`,
    methods,
    keepsSql: sendsSql(file, value, new Set(moving.map(({ touch }) => touch))),
    ...(binding && binding.appends.length > 0 && { appends: binding.appends }),
    files: [
      {
        path: file.path,
        edits: all,
        imports: late ? [] : [...making, ...imports.values()],
        removedReferences: removedBy(all, sites),
      },
      ...exports,
    ],
  }
}

function givenBy({ origin }: ClientValue): string {
  if (origin.type !== 'annotation') return ''
  return origin.given ? ' as it is given' : ' as it is handed in'
}
