import { codeStyleOf } from '../../../edits/code-style.js'
import type { Usage } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { Candidate, Proposal } from '../../../plan/proposal.js'
import type { ClientValue } from '../../../survey/client-value.js'
import { neoCompat, opensByOldCompat } from '../../../survey/driver-openings.js'
import { isPlainReceiver, type Node, outermostFunction } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { mayLoadRepositories } from '../extract-repository/extract-repository.js'
import { DriverMocks } from '../facade-accessor/driver-mocks.js'
import { type Facade, facadeAccessor } from '../facade-accessor/facade-accessor.js'
import { ClientCallbacks } from './client-callbacks.js'
import { ClientMethods } from './client-methods.js'
import { ClientPromises } from './client-promises.js'
import type { ClientThrough } from './client-through.js'
import { opensTransaction } from './driver-value.js'
import { isComplete } from './handed-calls.js'
import {
  boundAlternatives,
  isNameTaken,
  type Moving,
  movedTogether,
  stayingIn,
  unchanged,
  waysOf,
} from './propose-handed.js'
import { statementHolder } from './statement-holder.js'
import { stayingBeside } from './staying-because.js'
import { sentThrough } from './through-client.js'

/** A usage of a connection in the module that opens it, or by what has one for itself. */
export interface OwnUsage {
  readonly facade: Facade
  readonly usage: Usage
  readonly value: ClientValue
}

/** What one function does with such a connection: repositories run its statements there, and nothing is injected. */
export interface OwnStatements {
  readonly candidate?: Candidate
  readonly left: readonly (OwnUsage & {
    /** Why its statements stay. */
    readonly staying: readonly string[]
  })[]
}

/** Each function by itself: it may name the module's connection several times. */
export async function proposeOwnStatements(
  planning: Planning,
  own: readonly OwnUsage[],
): Promise<OwnStatements[]> {
  const found: OwnStatements[] = []
  for (const group of together(own)) found.push(await proposeFor(planning, group))
  return found
}

/** Statements of what an earlier run, or the exchange of the driver, has put on the runtime with the code as it was. */
export async function proposeSettled(planned: Planning): Promise<Candidate[]> {
  const { settled, project, accessors, usages: left, values } = planned.survey
  if (settled.values.length === 0) return []
  const planning: Planning = {
    ...planned,
    survey: {
      ...planned.survey,
      accessors: [...new Set([...accessors, ...settled.accessors])],
      usages: [...left, ...settled.usages],
      values: [...values, ...settled.values],
    },
  }
  const facades = new Map(
    settled.accessors.map((accessor) => [accessor.id, facadeAccessor(planning, accessor).facade]),
  )
  const usages = new Map(settled.usages.map((usage) => [usage.id, usage]))
  const own = settled.values.flatMap((value): OwnUsage[] => {
    const usage = usages.get(value.usage)!
    const facade = value.origin.type === 'accessor' ? facades.get(value.origin.accessor) : undefined
    const file = project.source(value.file)
    const isAsked = file && !usage.inTest && planning.inScope(value.file)
    return facade?.driver && isAsked && !opensTransaction(facade, file, value)
      ? [{ facade, usage, value }]
      : []
  })
  const proposed = await proposeOwnStatements(planning, own)
  return proposed.flatMap((each) => (each.candidate ? [{ ...each.candidate, isSettled: true as const }] : []))
}

interface Bound {
  readonly alternatives: readonly Proposal[]
  readonly moved: ReadonlySet<Node>
}

async function proposeFor(planning: Planning, { usages: own, isInPlace }: Group): Promise<OwnStatements> {
  const { facade, usage: place } = own[0]!
  const opened = planning.survey.project.source(facade.opened)
  if (!opened) return { left: await leftWithReasons(planning, own) }
  const isThrough = facade.accessor.kind === 'helper' || opensByOldCompat(planning.survey.project, opened)
  const bound = isThrough
    ? await throughClient(planning, facade, joined(own), isInPlace)
    : await onConnection(planning, facade, joined(own), isInPlace)
  if (!bound) return { left: await leftWithReasons(planning, own) }
  const done = own.filter((each) => isDone(each, bound.moved))
  const left = own.filter((each) => !done.includes(each))
  return {
    candidate: {
      usages: done.map(({ usage }) => usage.id),
      place,
      facade: facade.databaseModule,
      // What stays is told of the usages that are left.
      alternatives: [...bound.alternatives.map((way) => ({ ...way, keepsSql: false })), unchanged],
    },
    left: await leftWithReasons(planning, left, bound.moved),
  }
}

async function leftWithReasons(
  planning: Planning,
  own: readonly OwnUsage[],
  moved?: ReadonlySet<Node>,
): Promise<OwnStatements['left']> {
  const left: OwnStatements['left'][number][] = []
  for (const each of own) {
    // The methods of a class of the project are not asked about.
    const reasons = each.facade.accessor.client
      ? new Map<Node, string>()
      : await stayingIn(planning, each.facade, each.value)
    left.push({ ...each, staying: stayingBeside(reasons, moved) })
  }
  return left
}

/** What a function that sends SQL is called is no verb of a driver: each call of it counts. */
function isDone({ facade: { accessor }, value }: OwnUsage, moved: ReadonlySet<Node>): boolean {
  return accessor.kind === 'helper' ? isComplete(value, moved, () => true) : isComplete(value, moved)
}

async function onConnection(
  planning: Planning,
  facade: Facade,
  value: ClientValue,
  isInPlace: boolean,
): Promise<Bound | undefined> {
  const file = planning.survey.project.source(value.file)
  if (!file || !isDriversOwn(planning, facade, file, value)) return undefined
  const holder = statementHolder(planning, facade, value)
  return holder && boundAlternatives(planning, facade, holder, { isOwn: true, isInPlace })
}

/** False for an object or a class of the project that has methods of the same names. */
function isDriversOwn(
  { survey: { flow } }: Planning,
  { accessor }: Facade,
  file: SourceFile,
  { touches, derived = [] }: ClientValue,
): boolean {
  if (accessor.client) return false
  // What it calls its argument with was looked at where it was found.
  if (accessor.kind === 'scoped') return true
  return [...touches, ...derived.flatMap((each) => each.touches)].every(({ receiver }) => {
    const held = flow.valueOf(file, receiver)
    return held?.what === 'client' && held.role !== 'class'
  })
}

/** Through functions that nobody else has, or a client of the deprecated packages. */
async function throughClient(
  planning: Planning,
  facade: Facade,
  value: ClientValue,
  isInPlace: boolean,
): Promise<Bound | undefined> {
  const { project, values } = planning.survey
  const file = project.source(value.file)
  const client = ownClient(planning, facade)
  if (!file || !client || !planning.enabled('extract-repository')) return undefined
  if (!mayLoadRepositories(planning, facade, file)) return undefined
  const binding = client.bindingFor(codeStyleOf(file.text, file.typed).quote)
  const names = ['repositoryThrough', ...(binding?.imports ?? [])]
  if (!binding || names.some((name) => isNameTaken(planning, file, name))) return undefined
  // What of its functions reads and what writes is told by all of their calls: some of these have moved already.
  if (facade.accessor.kind === 'helper' && file.scopes.declares('repositoryThrough')) return undefined
  const through: Facade = { ...facade, token: client.token, hasToken: false, profile: client.profile }
  const mocked = DriverMocks.of(planning).reaching(value.file) === undefined ? 'nobody' : 'itself'
  const found: Moving[] = []
  for (const touch of value.touches) {
    if (facade.accessor.kind !== 'helper' && !isPlainReceiver(touch.receiver)) continue
    const alone = { ...value, touches: [touch], escapes: [] }
    for (const sent of await sentThrough(planning, through, client, file, alone, mocked)) {
      const { site, outcome: extracted } = sent
      if ('methods' in extracted)
        found.push({ touch, running: sent.touch, method: site.method, edits: [], site, extracted })
    }
  }
  const moving = movedTogether(found)
  if (moving.length === 0) return undefined
  const alternatives = waysOf(file, value, moving, {
    binding: {
      ...binding,
      label: client.label,
      imports: names.map((name) => ({ target: { package: neoCompat }, name })),
      appends: [],
    },
    isInPlace,
    beside: values,
  })
  if (alternatives.length === 0) return undefined
  const moved = new Set(moving.map(({ touch }) => touch.call as Node))
  return { alternatives, moved }
}

const clients = new WeakMap<Facade, { readonly client: ClientThrough | undefined }>()

function ownClient(planning: Planning, facade: Facade): ClientThrough | undefined {
  const known = clients.get(facade)
  if (known) return known.client
  const { accessor, hasToken, opened } = facade
  // Where the database can be injected, phase 3 does so with what a function sends for others.
  const isAlone = accessor.hidden && !hasToken && opened === accessor.module
  const client =
    accessor.kind === 'helper'
      ? isAlone
        ? ClientMethods.read(planning, accessor)
        : undefined
      : (ClientCallbacks.read(planning, facade) ?? ClientPromises.read(planning, facade))
  clients.set(facade, { client })
  return client
}

interface Group {
  readonly usages: OwnUsage[]
  /** True behind another group of its function, which gives repositories their names there. */
  readonly isInPlace: boolean
}

function together(own: readonly OwnUsage[]): Group[] {
  const groups: Group[] = []
  const byFunction = new Map<Node, Group[]>()
  for (const each of own) {
    const around = outermostFunction(each.value.declaration)
    const beside = (around && byFunction.get(around)) ?? []
    const known = beside.find(({ usages: [first] }) => areTogether(first!, each))
    if (known) {
      known.usages.push(each)
      continue
    }
    const group = { usages: [each], isInPlace: beside.length > 0 }
    groups.push(group)
    if (around) byFunction.set(around, [...beside, group])
  }
  return groups
}

/** True for what is done in one function with one connection, or through functions that send over one. */
function areTogether(first: OwnUsage, other: OwnUsage): boolean {
  const { accessor, databaseModule } = first.facade
  return accessor.kind === 'helper'
    ? other.facade.accessor.kind === 'helper' && other.facade.databaseModule === databaseModule
    : first.value.kind === 'import' && other.value.kind === 'import' && other.facade === first.facade
}

function joined(own: readonly OwnUsage[]): ClientValue {
  const [{ value }] = own as [OwnUsage, ...OwnUsage[]]
  if (own.length === 1) return value
  return {
    ...value,
    touches: own.flatMap((each) => each.value.touches),
    escapes: own.flatMap((each) => each.value.escapes),
  }
}
