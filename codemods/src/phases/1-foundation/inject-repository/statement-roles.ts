import type { ClientMethod } from '../../../clients/client-profile.js'
import { statementFunctions, statementMethod } from '../../../clients/statement-methods.js'
import type { Accessor } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { ClientValue } from '../../../survey/client-value.js'

const roles = ['query', 'maybeOne', 'execute'] as const
/** What a function of the legacy code is to a database. */
export type StatementRole = (typeof roles)[number]

export type RoleMap = ReadonlyMap<StatementRole, ClientMethod>

/** Which functions stand for a database's methods, the most used of each kind; undefined where none reads or writes. */
export function rolesOf(
  methods: readonly ClientMethod[],
  counts: ReadonlyMap<string, number>,
): RoleMap | undefined {
  const used = methods
    .filter(({ name }) => (counts.get(name) ?? 0) > 0)
    .sort((a, b) => (counts.get(b.name) ?? 0) - (counts.get(a.name) ?? 0))
  const reader = used.find(({ result }) => result === 'rows')
  const writer = used.find(({ result }) => result === 'nothing' || result === 'rows-changed')
  const main = reader ?? writer
  if (!main) return undefined
  const given = used.map(({ parameters }) => parameters).find((parameters) => parameters !== 'none')
  const fits = (method: ClientMethod | undefined) =>
    method && (method.parameters === 'none' || method.parameters === given) ? method : undefined
  const single = used.find(({ result }) => /^first-row/.test(result))
  const chosen: Record<StatementRole, ClientMethod | undefined> = {
    query: fits(main),
    maybeOne: fits(single),
    execute: reader && fits(writer),
  }
  return new Map(roles.flatMap((role) => (chosen[role] ? [[role, chosen[role]] as const] : [])))
}

/** Which of a client's own methods, or of helpers, stand for a database's methods. */
export function usedRoles(planning: Planning, group: readonly Accessor[]): RoleMap | undefined {
  const methods = group
    .flatMap((accessor) => [...statementFunctions(planning.survey.flow, accessor)])
    .flatMap(([name, declared]) => statementMethod(name, declared) ?? [])
  return rolesOf(
    methods,
    countsOf(planning, group, ({ touches }) => touches.map(({ method }) => method)),
  )
}

/** How often production code does something by each name. */
export function countsOf(
  planning: Planning,
  accessors: readonly Accessor[],
  namesIn: (value: ClientValue) => readonly string[],
): ReadonlyMap<string, number> {
  const { usages, values } = planning.survey
  const tests = new Set(usages.filter(({ inTest }) => inTest).map(({ id }) => id))
  const ids = new Set(accessors.map(({ id }) => id))
  const counts = new Map<string, number>()
  for (const value of values) {
    const { usage, origin } = value
    if (origin.type !== 'accessor' || !ids.has(origin.accessor) || tests.has(usage)) continue
    for (const name of namesIn(value)) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}
