import type { Planning } from '../../../plan/planning.js'
import type { ClientValue, Touch } from '../../../survey/client-value.js'
import { opensByOldCompat } from '../../../survey/driver-openings.js'
import { isFunction, type Node, unwrap } from '../../../survey/nodes.js'
import { DriverMocks } from '../facade-accessor/driver-mocks.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'

/** The connection on which a usage sends its statements: what it takes, what that connects, or what a callback of its gets. */
export function statementHolder(
  planning: Planning,
  facade: Facade,
  value: ClientValue,
): ClientValue | undefined {
  if (DriverMocks.of(planning).watchesConnections(value.file)) return undefined
  const { derived = [], ...taken } = value
  const holders = derived.filter(({ touches }) => touches.some(isStatement))
  const [holder] = holders
  if (!holder || taken.touches.some(isStatement)) return value
  const opened = planning.survey.project.source(facade.opened)
  // Of the connections of the old packages only some calls have the names of the driver's.
  if (!opened || opensByOldCompat(planning.survey.project, opened)) return undefined
  // What a test puts in the driver's place makes connections that have only the methods called today.
  if (DriverMocks.of(planning).reaching(value.file) !== undefined) return undefined
  const { by, declaration, name, touches, escapes } = holder
  if (name === undefined || holders.length > 1) return undefined
  const kind = by === 'callback' ? 'parameter' : 'variable'
  return { ...taken, kind, declaration, name, touches: [...touches], escapes: [...escapes] }
}

/** Not `lease.run('name', (connection) => …)`. */
function isStatement({ method, call }: Touch): boolean {
  const isHandedOn = call.arguments.some((given) => isFunction(unwrap(given as Node)))
  return !isHandedOn && /^(run|stream|start|prepare|createAppender|extractStatements)/.test(method)
}
