import { isGivenBack } from '../../../access/given-back.js'
import { localFunctions, showsStatement } from '../../../access/local-functions.js'
import type { Planning } from '../../../plan/planning.js'
import type { Proposal } from '../../../plan/proposal.js'
import type { ClientValue, Touch } from '../../../survey/client-value.js'
import { makesToken } from '../../../survey/facade-module.js'
import { isFunction, type Node, outermost, unwrap, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { visibleSql } from '../../../survey/sql-text.js'
import { statementKind } from '../../../survey/statement-kind.js'
import {
  type Extraction,
  extractToRepository,
  mayLoadRepositories,
} from '../extract-repository/extract-repository.js'
import { movingTogether } from '../extract-repository/moving-together.js'
import { takesArguments } from '../facade-accessor/accessor-body.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'
import { isAskedForOne } from './asked-for-one.js'
import { type CallSite, callSiteOf } from './call-site.js'
import { ClientCallbacks } from './client-callbacks.js'
import { ClientHelpers } from './client-helpers.js'
import { ClientMethods } from './client-methods.js'
import { ClientPromises } from './client-promises.js'
import type { ClientThrough } from './client-through.js'
import { ConnectionBound } from './connection-bound.js'
import { alternative } from './inject-repository.js'
import { givesKeptObject } from './kept-object.js'
import type { MockedBy } from './mocked-by.js'

/** Ways to repositories through the client: `whole` where all that is done with it moves, else beside the client. */
export interface ThroughAlternatives {
  readonly whole: boolean
  /** The calls whose statements move. */
  readonly moved: ReadonlySet<Node>
  readonly alternatives: readonly Proposal[]
}

const nothing: ThroughAlternatives = { whole: true, moved: new Set(), alternatives: [] }

/**
 * Repositories whose statements go through the client's own methods or helpers, where these do more than the injected
 * database could do in their place.
 */
export async function throughAlternatives(
  planning: Planning,
  facade: Facade,
  file: SourceFile,
  value: ClientValue,
  mocked: MockedBy,
): Promise<ThroughAlternatives> {
  const { origin, kind } = value
  if (
    !planning.enabled('extract-repository') ||
    !mayLoadRepositories(planning, facade, file) ||
    !/^(inline|variable)$/.test(kind)
  )
    return nothing
  if (origin.type !== 'accessor' || origin.dynamicImport) return nothing
  if (facade.accessor.kind !== 'helper' && isAskedForOne(value)) return nothing
  const client = clientThrough(planning, facade)
  if (!client) return nothing
  const through: Facade = { ...facade, token: client.token, hasToken: true, profile: client.profile }
  const found = await sentThrough(planning, through, client, file, value, mocked)
  const uses = value.touches.length + value.escapes.length
  const isAll = found.length === uses && !value.derived?.length
  // While some of it stays, the client is asked for where it was, and fails to open there.
  const moved = isAll ? found.filter(({ touch }) => !opensOutside(value, touch.call as Node)) : found
  const settled = movingTogether(moved.map(({ outcome }) => outcome))
  // What does not move after all stays on the client that it has.
  const taken = moved.flatMap(({ site, outcome }, index) => {
    const own = settled[index]!
    return 'methods' in own || !('methods' in outcome) ? [{ site, outcome: own }] : []
  })
  const sites = taken.map(({ site }) => site)
  const extracted = taken.map(({ outcome }) => outcome)
  const whole = isAll && taken.length === uses
  if (sites.length === 0 || (!whole && kind === 'inline')) return nothing
  // Beside the client, repositories are asked for where they are called.
  const holder: ClientValue = whole ? value : { ...value, kind: 'inline' }
  const present = makesToken(planning.survey.project.text(facade.databaseModule), client.token)
  const alternatives = (['typed', 'untyped'] as const).flatMap((typing) => {
    const way = alternative(planning, through, file, holder, sites, extracted, typing, false, undefined)
    const reason = `${way?.reason.slice(0, -1)}, through ${client.label}.`
    if (!way) return []
    const appends = present ? [] : [client.tokenText(planning, facade)]
    return { ...way, reason, keepsSql: way.keepsSql || !whole, ...(appends.length > 0 && { appends }) }
  })
  return { whole, moved: new Set(sites.map(({ touch }) => touch.call as Node)), alternatives }
}

/** A statement that a client sends, as a repository could send it through that. */
export interface SentThrough {
  /** The call, as if it gave a promise. */
  readonly touch: Touch
  readonly site: CallSite
  readonly outcome: Extraction
}

/** `through`: the facade of the database that the client is to repositories. */
export async function sentThrough(
  planning: Planning,
  through: Facade,
  client: ClientThrough,
  file: SourceFile,
  value: ClientValue,
  mocked: MockedBy,
): Promise<SentThrough[]> {
  const bound = ConnectionBound.of(planning)
  const found: SentThrough[] = []
  for (const touch of client.touchesOf(value)) {
    const method = client.methodOf(file, touch)
    if (!method || !isInOrder(file, touch) || bound.refusalOf(file, touch)) continue
    const methods = new Map([[touch.method, method]])
    const site = callSiteOf(planning, file, { ...client.profile, methods }, touch)
    if (!site || (site.parametrized && !(client.bindsValues && mocked === 'nobody'))) continue
    // Nothing is asked for with an empty list, but a test may expect one.
    const given = touch.call.arguments.length - (touch.sqlAt ?? 0) - 1
    if (given > 0 && site.values?.length === 0 && mocked !== 'nobody') continue
    const outcome = await extractToRepository(planning, through, file, site)
    if (!('methods' in outcome) && !isSentForOthers(planning, file, touch)) continue
    found.push({ touch, site, outcome })
  }
  return found
}

const clients = new WeakMap<Planning, Map<string, ClientThrough | undefined>>()

function clientThrough(planning: Planning, facade: Facade): ClientThrough | undefined {
  const known = clients.get(planning) ?? new Map<string, ClientThrough | undefined>()
  clients.set(planning, known)
  const { accessor } = facade
  if (!known.has(accessor.id)) known.set(accessor.id, readClient(planning, facade))
  return known.get(accessor.id)
}

function readClient(planning: Planning, facade: Facade): ClientThrough | undefined {
  const { accessor } = facade
  const source = planning.survey.project.source(accessor.module)
  if (!source || accessor.hidden || /^(scoped|constructor)$/.test(accessor.kind)) return undefined
  // Another client each time is another connection each time.
  const isAnew = /at every call/.test(accessor.because) || takesArguments(planning, accessor)
  if (accessor.kind !== 'helper' && (isAnew || !givesKeptObject(planning, accessor))) return undefined
  return (
    ClientMethods.read(planning, accessor) ??
    ClientHelpers.read(planning, facade) ??
    ClientCallbacks.read(planning, facade) ??
    ClientPromises.read(planning, facade)
  )
}

/** True in a function that sends what its callers, all of them in sight, hand it: their statements are moved later. */
function isSentForOthers({ survey: { project } }: Planning, file: SourceFile, touch: Touch): boolean {
  const { within, call, sqlAt = 0 } = touch
  const [sql] = (within?.params ?? []) as Node[]
  const text = call.arguments[sqlAt] as Node | undefined
  const sent = text && unwrap(text)
  if (!within || sql?.type !== 'Identifier' || sent?.type !== 'Identifier') return false
  if (file.scopes.resolve(sent)?.declaration !== sql) return false
  const local = [...localFunctions(project, file)].find(({ body }) => body === within)
  return local?.calls.some((each) => showsStatement(each)) === true
}

/** True where the statement is in a `try` and the client is asked for before: a failed opening was not caught there. */
export function opensOutside({ kind, origin }: ClientValue, call: Node): boolean {
  if (kind !== 'variable' || origin.type !== 'accessor') return false
  for (let { parent: node } = call; node && !isFunction(node); node = node.parent) {
    const isAround = node.start <= origin.expression.start && node.end >= origin.expression.end
    if (isAround) return false
    const { handler = null, block } = node as { handler?: Node | null; block?: Node }
    if (
      node.type === 'TryStatement' &&
      handler &&
      block &&
      block.start <= call.start &&
      call.end <= block.end
    )
      return true
  }
  return false
}

/** What is awaited keeps its order, and so do reads that are sent together. */
function isInOrder(file: SourceFile, touch: Touch): boolean {
  if (touch.awaited || isGivenBack(touch.call as Node)) return true
  const { parent } = outermost(touch.call as Node)
  const together = parent?.type === 'ArrayExpression' ? outermost(parent).parent : undefined
  return (
    together?.type === 'CallExpression' &&
    /^Promise\.all(Settled)?$/.test(file.textOf(together.callee)) &&
    outermost(together).parent?.type === 'AwaitExpression' &&
    !writes(file, together)
  )
}

function writes(file: SourceFile, node: Node): boolean {
  let found = false
  walk(node, (inner) => {
    const sql = /^(Literal|TemplateLiteral)$/.test(inner.type) ? visibleSql(file, inner) : undefined
    if (sql !== undefined && statementKind(sql) !== 'other') found = true
    return !found
  })
  return found
}
