import type { ClientMethod } from '../../../clients/client-profile.js'

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
  const writer = used.find(({ result }) => result === 'nothing')
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
