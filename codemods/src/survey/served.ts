import { escapePattern } from '../edits/escape-pattern.js'
import type { Accessor, Usage } from '../model.js'
import type { ClientValue } from './client-value.js'
import { DriverReach, openingModule, opensBy, reachOf, runtimeOpeners } from './driver-openings.js'
import { isDuckdbPackage } from './duckdb-driver.js'
import { clientId } from './held.js'
import type { Project } from './project.js'
import { isForRepositories } from './repository-client.js'

/** What must be known of a usage's client to tell whether it is served. */
export interface ServedHolder {
  readonly usage: string
  readonly file: string
  readonly origin:
    | { readonly type: 'accessor'; readonly accessor: string }
    | { readonly type: 'annotation'; readonly client: string }
  /** True where the client is an argument of a call. */
  readonly handsOn?: boolean
  /** True where all that is done with the client is that repositories run on it. */
  readonly isForRepositories?: boolean
}

export function servedHolder(project: Project, value: ClientValue): ServedHolder {
  const { usage, file, origin, escapes } = value
  const handsOn = escapes.some(({ kind }) => kind === 'argument')
  return origin.type === 'accessor'
    ? { usage, file, handsOn, origin: { type: 'accessor', accessor: origin.accessor } }
    : {
        usage,
        file,
        handsOn,
        isForRepositories: isForRepositories(project, value),
        origin: { type: 'annotation', client: origin.client },
      }
}

/** A parameter or field of the driver's own type: its connection is handed in. */
export function isHandedConnection(value: ServedHolder, usage: Usage): boolean {
  return isHanded(value, usage) && isOfDriver(value)
}

/** The same where a transaction is opened by hand on it. */
export function isHandedTransaction(value: ServedHolder, usage: Usage): boolean {
  return value.origin.type === 'annotation' && usage.shape === 'manual-transaction' && isOfDriver(value)
}

/**
 * The same of a client class that opens nothing itself and that no accessor hands out: whoever makes one gives it the
 * connection.
 */
export function isHandedClient(
  project: Project,
  accessors: readonly Accessor[],
  value: ServedHolder,
  usage: Usage,
): boolean {
  if (!isHanded(value, usage) || value.origin.type !== 'annotation') return false
  const { client: held } = value.origin
  const file = project.source(moduleOf(value))
  if (!file || opensBy(project, file) !== undefined) return false
  return !accessors.some(({ id, client }) => id === held || (client && clientId(client) === held))
}

function isOfDriver(value: ServedHolder): boolean {
  return isDuckdbPackage(moduleOf(value))
}

function isHanded({ origin }: ServedHolder, { shape }: Usage): boolean {
  return origin.type === 'annotation' && shape !== 'manual-transaction'
}

function moduleOf({ origin }: ServedHolder): string {
  return origin.type === 'annotation' ? origin.client.slice(0, origin.client.lastIndexOf('#')) : ''
}

/**
 * Leaves out what needs no migration any more: once the runtime opens a database, the functions of the module that
 * opens it run on the runtime, and so do functions that are handed its connection, or a client that is injected.
 * `moved` names modules whose openings count as the runtime's already. `own`: those of the served that use what only
 * their own module has.
 */
export function withoutServed(
  project: Project,
  accessors: readonly Accessor[],
  usages: readonly Usage[],
  values: readonly ServedHolder[],
  moved: ReadonlySet<string> = new Set(),
): { readonly usages: Usage[]; readonly served: ReadonlySet<string>; readonly own: ReadonlySet<string> } {
  if (values.length === 0) return { usages: [...usages], served: new Set(), own: new Set() }
  const byId = new Map(usages.map((usage) => [usage.id, usage]))
  const accessorById = new Map(accessors.map((accessor) => [accessor.id, accessor]))
  const reach = new DriverReach(project, moved)
  const isByRuntime = (module: string) => opensByRuntime(project, module, moved)
  const injected = injectedClients(project, accessors, isByRuntime)
  let byRuntime: ReadonlySet<string> | undefined
  const reachedByRuntime = (file: string) => {
    byRuntime ??= reachOf(project, [...moved, ...runtimeOpeners(project)])
    return byRuntime.has(file)
  }
  const served = new Set<string>()
  const own = new Set<string>()
  for (const { usage: id, file, origin, handsOn } of values) {
    const usage = byId.get(id)
    if (!usage || usage.inTest || origin.type !== 'accessor') continue
    const accessor = accessorById.get(origin.accessor)
    if (usage.shape !== 'manual-transaction' && usesOwnOpening(project, accessor, file, isByRuntime)) {
      served.add(id)
      own.add(id)
    }
    // Who still asks for the client itself may hand it to anyone that takes one.
    else if (handsOn && accessor?.client) injected.delete(clientId(accessor.client))
  }
  for (const value of values) {
    const usage = byId.get(value.usage)
    if (!usage || usage.inTest || usage.shape === 'manual-transaction') continue
    if (value.origin.type === 'accessor') continue
    const { client } = value.origin
    const isServed =
      value.isForRepositories ||
      injected.get(client) === 'opens-itself' ||
      ((isHandedConnection(value, usage) ||
        injected.has(client) ||
        (isHandedClient(project, accessors, value, usage) && reachedByRuntime(value.file))) &&
        !reach.includes(value.file))
    if (isServed) served.add(value.usage)
  }
  return {
    usages: usages.filter((usage) => !served.has(usage.id)),
    served,
    own,
  }
}

/**
 * A client that only the module that opens it has, or that whoever makes it has for itself. Other files may ask for an
 * exported one: once a token hands it out, what its own module does with it is settled.
 */
function usesOwnOpening(
  project: Project,
  accessor: Accessor | undefined,
  file: string,
  isByRuntime: (module: string) => boolean,
): boolean {
  if (!accessor) return false
  const isPrivate = accessor.hidden || accessor.kind === 'constructor'
  if (!isPrivate && !isInOwnModule(accessor, file) && !isOwnInstance(project, accessor, file)) return false
  // A short form of another module's accessor asks that one.
  if (accessor.wraps && !accessor.wraps.startsWith(`${accessor.module}#`)) return false
  return (
    isByRuntime(accessor.client?.module ?? accessor.module) &&
    (isPrivate || hasToken(project, accessor.module))
  )
}

/** A usage of an accessor that opens the database without a client class, where it is declared. */
export function isInOwnModule(accessor: Accessor, file: string): boolean {
  return !accessor.client && accessor.module === file
}

/** The same of an instance of a client class of the module, once a token hands out that instance. */
function isOwnInstance(project: Project, accessor: Accessor, file: string): boolean {
  const { kind, module, client } = accessor
  return (
    kind === 'instance' && module === file && client?.module === file && hasClientToken(project, accessor)
  )
}

/** True where a module of tokens imports the accessor's module. */
function hasToken(project: Project, module: string): boolean {
  const importers = new Set(project.graph.importersOf(module))
  return project.graph
    .importersOfPackage('@duckshift/runtime')
    .some(
      (path) => (path === module || importers.has(path)) && /\bcreateToken\b/.test(project.text(path) ?? ''),
    )
}

function opensByRuntime(project: Project, module: string, moved: ReadonlySet<string>): boolean {
  const opening = openingModule(project, module)
  return opening !== undefined && (opening.by === 'runtime' || moved.has(opening.path))
}

/**
 * Client classes, `module#Class`, that nobody imports an accessor for any more: it is injected, or there is none. A
 * class that opens its database itself is handed none that other code opens.
 */
function injectedClients(
  project: Project,
  accessors: readonly Accessor[],
  isByRuntime: (module: string) => boolean,
): Map<string, 'opens-itself' | 'is-handed'> {
  const found = new Map<string, 'opens-itself' | 'is-handed'>()
  for (const accessor of accessors) {
    const { client } = accessor
    const opening = client && openingModule(project, client.module)
    if (!client || !opening || !isByRuntime(client.module)) continue
    if (accessor.kind === 'constructor' || hasClientToken(project, accessor))
      found.set(clientId(client), opening.path === client.module ? 'opens-itself' : 'is-handed')
  }
  return found
}

/** True where a token hands out the accessor itself, for code that works with the client. */
export function hasClientToken(project: Project, accessor: Named): boolean {
  return clientToken(project, accessor) !== undefined
}

/** The token that hands out the accessor itself. */
export function clientToken(
  project: Project,
  accessor: Named,
): { readonly module: string; readonly name: string } | undefined {
  const named = accessor.export === 'default' ? 'getClient' : accessor.export
  for (const module of project.graph.importersOfPackage('@duckshift/runtime')) {
    const text = project.text(module) ?? ''
    const name = tokenOf(named).exec(text)?.[1] ?? tokenOfModule(project, module, text, accessor)
    if (name !== undefined) return { module, name }
  }
  return undefined
}

/** What is known of an accessor; `module`: where a token may name that as a whole. */
type Named = Pick<Accessor, 'export'> & Partial<Pick<Accessor, 'module'>>

function tokenOf(named: string): RegExp {
  return new RegExp(
    `createToken\\(\\s*['"]([\\w$]+)['"],\\s*\\(\\) =>[\\s(]*(?:\\) =>\\s*)?(?:[\\w$]+\\.)?${escapePattern(named)}\\b`,
  )
}

/** A default export, or what `module.exports` is, goes by the name under which the token's module loads it. */
function tokenOfModule(project: Project, module: string, text: string, accessor: Named): string | undefined {
  if (accessor.export !== 'default' || accessor.module === undefined || !text.includes('createToken('))
    return undefined
  const loading = /(?:const|import) ([\w$]+) (?:= require\(|from)\s*['"]([^'"]+)['"]/g
  for (const [, local, specifier] of text.matchAll(loading))
    if (project.graph.resolve(module, specifier!) === accessor.module) return tokenOf(local!).exec(text)?.[1]
  return undefined
}
