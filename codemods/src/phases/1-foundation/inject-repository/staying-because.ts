import { isGivenBack } from '../../../access/given-back.js'
import type { ClientMethod } from '../../../clients/client-profile.js'
import { givesValue } from '../../../clients/gives-value.js'
import { helperFunction } from '../../../clients/helper-method.js'
import { helperParameters } from '../../../clients/helper-parameters.js'
import type { Planning } from '../../../plan/planning.js'
import type { ClientValue, Touch } from '../../../survey/client-value.js'
import { isFunction, memberName, type Node, outermost, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { statementKind } from '../../../survey/statement-kind.js'
import { touchSql } from '../../../survey/touch-sql.js'
import { knownStatement } from '../extract-repository/extract-repository.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'
import { asksOnce } from './bound-repository.js'
import { callSiteOf } from './call-site.js'
import { ConnectionBound } from './connection-bound.js'
import type { MockedBy } from './mocked-by.js'
import { preparedCall } from './prepared-call.js'
import { carriesSql } from './sends-sql.js'
import { settledPromise } from './settled-promise.js'
import { opensOutside } from './through-client.js'

/** Why statements of a usage stay where they are, by their calls, in the order of the code. */
export async function stayingBecause(
  planning: Planning,
  facade: Facade,
  file: SourceFile,
  value: ClientValue,
  mocked: MockedBy,
): Promise<ReadonlyMap<Node, string>> {
  const touches = [value, ...(value.derived ?? [])].flatMap((each) => each.touches)
  const reasons = new Map<Node, string>()
  for (const touch of touches.filter((each) => carriesSql(file, each))) {
    const own =
      (await reasonFor(planning, facade, file, value, touch)) ??
      (asksOnce(value, touch) ? 'what gives the client may do something each time it is asked' : undefined)
    const fallback =
      mocked === 'nobody'
        ? (readOtherwise(file, touch) ?? givenOtherwise(planning, facade) ?? unfitting)
        : 'a test replaces what it is asked through'
    reasons.set(touch.call as Node, own ?? fallback)
  }
  return reasons
}

/** Each reason once, but of calls that move. */
export function stayingBeside(
  reasons: ReadonlyMap<Node, string>,
  moved: ReadonlySet<Node> = new Set(),
): readonly string[] {
  return [...new Set([...reasons].flatMap(([call, reason]) => (moved.has(call) ? [] : [reason])))]
}

const unfitting = 'it does not fit a method of a repository'
const prepared = /^(prepare|stream|start|append|createAppender|each|exec|arrowIPC|runAndReadUntil)(?![a-z])/

/** What a helper gives where a repository's method gives rows. */
function givenOtherwise({ survey: { project } }: Planning, { accessor }: Facade): string | undefined {
  const source = accessor.kind === 'helper' ? project.source(accessor.module) : undefined
  const body = source && helperFunction(project, accessor)
  return body && givesValue(source, body)
    ? 'it gives a value out of the first row, and not the row'
    : undefined
}

/** What is read of a result of the driver's, where a repository's method gives rows or their number. */
function readOtherwise(file: SourceFile, touch: Touch): string | undefined {
  if (!/^(run|runAndRead\w*)$/.test(touch.method)) return undefined
  const asked = askedOfResult(file, touch.call as Node)
  const other = asked.find((name) => !/^(getRow(Object)?s(JS|Json)?|rowsChanged)$/.test(name))
  return other === undefined ? undefined : `\`${other}\` is asked of its result`
}

/** The members that code asks of what a call gives, once it is there. */
function askedOfResult(file: SourceFile, call: Node): string[] {
  const around = outermost(call).parent
  const given = around?.type === 'AwaitExpression' ? outermost(around) : undefined
  const place = given?.parent
  if (place?.type === 'MemberExpression') return [memberName(place) ?? []].flat()
  const name = place?.type === 'VariableDeclarator' && place.id.type === 'Identifier' ? place.id : undefined
  const references = (name && file.scopes.lookup(name, name.name)?.references) ?? []
  return references.flatMap((reference) => {
    const { parent } = outermost(reference)
    return parent?.type === 'MemberExpression' ? (memberName(parent) ?? []) : []
  })
}

async function reasonFor(
  planning: Planning,
  facade: Facade,
  file: SourceFile,
  value: ClientValue,
  touch: Touch,
): Promise<string | undefined> {
  const sql = touchSql(file, touch)
  if (sql === undefined) return 'the SQL is put together at run time'
  const kind = statementKind(sql)
  const isBound = ConnectionBound.of(planning).refusalOf(file, touch) !== undefined
  if (kind === 'session-state' || kind === 'transaction' || isBound)
    return 'its session or its transaction is that of one connection'
  if (kind === 'definition') return 'it defines or administers, and is no query'
  const isOneCall = preparedCall(file, touch) !== undefined
  // A helper may be called so, too.
  if (facade.accessor.kind !== 'helper' && prepared.test(touch.method) && !isOneCall)
    return `\`${touch.method}\` works with the driver itself`
  // How its rows are read makes no difference to whether the statement can move.
  const isOfDriver = /^(connection|instance)$/.test(facade.driver?.handsOut ?? '')
  const parameters = isOfDriver && /^run(AndRead\w*)?$/.test(touch.method) ? 'array' : 'variadic'
  const method: ClientMethod = { name: touch.method, parameters, result: 'row-arrays' }
  const profile = { ...facade.profile, methods: new Map([[touch.method, method]]) }
  const site = callSiteOf(planning, file, profile, touch)
  const known = site && (await knownStatement(planning, site))
  if (known && 'stays' in known) return known.stays
  if (site?.parametrized && facade.accessor.kind === 'helper') {
    const taken = helperParameters(planning.survey.project, facade.accessor)
    if (!taken) return 'what it is asked through takes no values beside the SQL'
  }
  if (touch.awaited || isGivenBack(touch.call as Node)) return undefined
  const isTold = touch.call.arguments.some((given) => isFunction(unwrap(given as Node)))
  const settled = isTold ? settledPromise(touch.call as Node) : undefined
  if (settled && opensOutside(value, settled.made as Node))
    return 'its client is asked for outside of the `try` around it'
  return isTold ? 'its callback does more than hand on what comes' : 'nobody waits for it here'
}
