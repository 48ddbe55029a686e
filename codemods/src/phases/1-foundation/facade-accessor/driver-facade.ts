import { posix } from 'node:path'
import type { ClientProfile } from '../../../clients/client-profile.js'
import { isCommonJs } from '../../../edits/code-style.js'
import { type Accessor, hidesDatabase } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { Candidate } from '../../../plan/proposal.js'
import {
  neoCompat,
  type Opening,
  openingModule,
  openingsIn,
  opensByOldCompat,
} from '../../../survey/driver-openings.js'
import { clientId } from '../../../survey/held.js'
import { packageOf } from '../../../survey/module-graph.js'
import { type Node, placeName } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { FoundationRefusal } from '../refusals.js'
import { bodyOf, takesArguments } from './accessor-body.js'
import { type DriverTokens, driverDatabaseText } from './database-text.js'
import { DriverMocks } from './driver-mocks.js'
import { openingEdits, replacesDatabase } from './driver-openings.js'
import type { Facade } from './facade-accessor.js'
import {
  baseName,
  dependencyEdits,
  FileEdits,
  freeModule,
  label,
  placeOf,
  raisedDriver,
} from './facade-files.js'
import { preparesConnection } from './prepared-connection.js'
import { presentToken } from './present-token.js'
import { replaceableHelper } from './replaceable-helper.js'
import { connectionsOf } from './shared-connection.js'
import { tokenNames } from './token-names.js'

const codemod = 'facade-accessor'

/** What an accessor hands out, told by what its callers do with it; a `helper` sends the SQL it is given. */
export type HandsOut = 'connection' | 'instance' | 'helper' | 'other'

export type DriverFacadeOutcome =
  | { readonly missing: FoundationRefusal; readonly detail?: string }
  | { readonly facade: Facade; readonly candidate?: Candidate }

/** The accessors of client classes that open a database at the same place. */
function besideClass(planning: Planning, opened: string): Accessor[] {
  return planning.survey.accessors.filter(
    (other) =>
      hidesDatabase(other) &&
      !isDriverAccessor(planning, other) &&
      openedBy(planning, other)?.path === opened,
  )
}

/**
 * False in CommonJS for what another module than that of the client's accessor exports: the token's module would load it,
 * and neither of the two could ask the other for anything while it loads.
 */
export function isLoadedWithToken(planning: Planning, accessor: Accessor): boolean {
  const own = planning.survey.project.source(accessor.module)
  if (!own || !isCommonJs(own) || !isDriverAccessor(planning, accessor)) return true
  const opened = openedBy(planning, accessor)
  const beside = opened ? besideClass(planning, opened.path) : []
  return beside.length === 0 || beside.some(({ module }) => module === accessor.module)
}

/**
 * The facade of an accessor that hands out the driver's own connection or instance, or a client whose class could not
 * be read: the database is opened through the runtime, and call sites can be given the accessor.
 */
export function driverFacade(planning: Planning, accessor: Accessor): DriverFacadeOutcome {
  const { project } = planning.survey
  const opened = openedBy(planning, accessor)
  const file = opened && project.source(opened.path)
  if (!opened || !file) return { missing: 'no-driver-opening' }
  if (opened.by === 'old') return { missing: 'driver-deprecated', detail: opened.path }
  const home = tokenHome(planning, accessor, opened.path)
  const sameDatabase = planning.survey.accessors.filter(
    (other) =>
      hidesDatabase(other) &&
      isDriverAccessor(planning, other) &&
      openedBy(planning, other)?.path === opened.path,
  )
  const group = sameDatabase.filter((other) => tokenHome(planning, other, opened.path) === home)
  const databaseModule = freeModule(planning, home, group)
  const openings = openingsIn(project, file)
  const isOne = new Set(openings.map(({ call }) => settingsText(file.textOf.bind(file), call))).size <= 1
  const own = project.source(accessor.module)
  // Where every connection is a session of its own, the pool's have not what the module gives its one.
  const isPrepared =
    connectionsOf(project, file) === 'separate' &&
    [file, own].some((each) => each && preparesConnection(each))
  const isWhole = isOne && !isPrepared && !opensByOldCompat(project, file)
  const tokens = driverTokens(planning, group, isWhole)
  const profile = driverProfile(planning, group)
  // Where a client class opens the database, its own facade takes the opening over.
  const isOfClass = besideClass(planning, opened.path).length > 0
  const made = isLoadedWithToken(planning, accessor) ? tokens.accessors.get(accessor.id) : undefined
  const token = made === undefined ? undefined : presentToken(planning, databaseModule, made)
  const facade: Facade = {
    accessor,
    databaseModule,
    token: presentToken(planning, databaseModule, 'database'),
    hasToken: tokens.database !== undefined || isOfClass,
    profile,
    accessorModule: accessor.module,
    opened: file.path,
    driver: {
      ...(token !== undefined && { accessorToken: token }),
      ...(isOfClass && { appended: true as const }),
      handsOut: tokens.database ? handsOutFor(planning, tokens, accessor) : 'other',
    },
  }
  // What is only called to make the accessors of other packages is injected nowhere.
  const isWanted = group.length === sameDatabase.length || group.some((other) => isUsed(planning, other))
  const hasTokens = tokens.accessors.size > 0 && isWanted
  const isInjectable = hasTokens && project.text(databaseModule) === undefined
  // The driver was swapped before: the runtime opens the database, but nothing can be injected yet.
  const isSwapped = openings.length === 0 && opened.by === 'runtime' && isInjectable
  if (!(openings.length > 0 || isSwapped) || isOfClass || group[0]?.id !== accessor.id) return { facade }
  const files = new FileEdits()
  const name = databaseName(planning, accessor)
  for (const opening of openings) {
    const edits = openingEdits(planning, file, opening, {
      connections: connectionsOf(project, file),
      name: isOne ? name : openingName(planning, file, opening),
    })
    if (!edits) {
      const replaced = DriverMocks.of(planning).reaching(file.path)
      if (replaced !== undefined) return { missing: 'driver-mocked', detail: replaced }
      return { missing: 'several-openings', detail: file.textOf(opening.call).slice(0, 80) }
    }
    files.at(file.path).edits.push(...edits.edits)
    files.at(file.path).imports.push(...edits.imports)
    files.at(file.path).removed.push(...edits.removed)
  }
  const needed = [file.path, databaseModule].flatMap((module) => dependencyEdits(planning, module))
  for (const { path, edit } of new Map(
    needed.map((each) => [`${each.path}:${each.edit.start}`, each]),
  ).values())
    files.at(path).edits.push(edit)
  const served = isSwapped
    ? 'the database is opened by the runtime already, and can be injected from now on'
    : 'the database is opened by the runtime, or with DUCKSHIFT_MODE=singleton on one connection'
  const shown = group.filter((other) => !other.hidden || group.every((one) => one.hidden))
  return {
    facade,
    candidate: {
      usages: [],
      place: placeOf(planning, accessor),
      foundation: 'facade-missing',
      facade: databaseModule,
      alternatives: [
        {
          codemod,
          reason: `${shown.map(label).join(', ')} ${shown.length > 1 ? 'keep their names and types' : 'keeps its name and type'}; ${served}.${raisedDriver(planning, file.path)}`,
          files: files.proposals(),
          ...(hasTokens && {
            creates: [
              {
                path: databaseModule,
                text: driverDatabaseText(planning, {
                  path: databaseModule,
                  opened: file,
                  tokens,
                  rows: profile.rows!,
                  name,
                  commonJs: isCommonJs(project.source(accessor.module) ?? file),
                }),
              },
            ],
          }),
        },
      ],
    },
  }
}

function isUsed(planning: Planning, accessor: Accessor): boolean {
  return planning.survey.usages.some((usage) => !usage.inTest && usage.accessor === accessor.id)
}

/** The module beside which an accessor's tokens are made: a package that opens databases for others does not import these. */
function tokenHome(planning: Planning, accessor: Accessor, opened: string): string {
  return manifestOf(planning, accessor.module) === manifestOf(planning, opened) ? opened : accessor.module
}

const manifests = new WeakMap<Planning, Map<string, string | undefined>>()

/** The manifest of the package that a module belongs to, looked for once in each folder. */
export function manifestOf(planning: Planning, module: string): string | undefined {
  const known = manifests.get(planning) ?? new Map<string, string | undefined>()
  manifests.set(planning, known)
  const folder = posix.dirname(module)
  if (!known.has(folder)) known.set(folder, packageOf(planning.survey.project.root, module)?.path)
  return known.get(folder)
}

/** Tells the databases of one module apart: by the function that opens each. */
export function openingName(planning: Planning, file: SourceFile, { call }: Opening): string {
  const within = placeName(call)
  if (within === '(top level)') return `${baseName(file.path)}-${file.position(call.start).line}`
  const modules = openedModules(planning)
  const isTaken = [...modules].some((module) => nameAmong(modules, module) === within)
  return isTaken ? `${baseName(file.path)}-${within}` : within
}

/** True for accessors without a client class that could be read whole and opens its database itself, in one place. */
export function isDriverAccessor(planning: Planning, accessor: Accessor): boolean {
  if (accessor.hidden || /^(helper|scoped|constructor)$/.test(accessor.kind)) return true
  if (takesArguments(planning, accessor)) return true
  const profile = accessor.client && planning.profiles.get(clientId(accessor.client))
  if (isOutOfReach(planning, accessor, profile)) return true
  return profile?.rows === undefined || openingCount(planning, accessor.client!.module) !== 1
}

/** In CommonJS the token's module loads the accessor's with `require`, and takes nothing out of it that it does not export. */
function isOutOfReach(
  { survey: { project } }: Planning,
  { module, client }: Accessor,
  profile: ClientProfile | undefined,
): boolean {
  const modules = [module, client?.module ?? module]
  const usesRequire = modules.map((path) => {
    const file = project.source(path)
    return file !== undefined && isCommonJs(file)
  })
  if (!usesRequire.includes(true)) return false
  return (
    usesRequire.includes(false) || modules.some((path) => /ts$/.test(path)) || profile?.mapRow !== undefined
  )
}

function openingCount(planning: Planning, module: string): number {
  const { project } = planning.survey
  const file = project.source(module)
  if (!file) return 0
  const moved = file.text.includes(neoCompat)
    ? (file.text.match(/\b(openInstance|pooledDriver)\(/g)?.length ?? 0)
    : 0
  return openingsIn(project, file).length + moved
}

/** The module that opens, or by an earlier run opened, the accessor's database. */
function openedBy(planning: Planning, accessor: Accessor): ReturnType<typeof openingModule> {
  const { project } = planning.survey
  const near = openingModule(project, accessor.client?.module ?? accessor.module)
  if (near) return near
  // What comes through a request or a container is opened somewhere that is not imported: where there is one place.
  const others = planning.survey.accessors.flatMap(
    (other) => openingModule(project, other.client?.module ?? other.module) ?? [],
  )
  const [only, ...more] = new Map(others.map((opening) => [opening.path, opening])).values()
  return more.length === 0 ? only : undefined
}

function settingsText(textOf: (node: never) => string, call: Opening['call']): string {
  const settings = call.arguments[1]
  return settings ? textOf(settings as never) : ''
}

/** Tells a database apart in a project that opens several; undefined where it is the only one. */
export function databaseName(planning: Planning, accessor: Accessor): string | undefined {
  const opened = openedModules(planning)
  return opened.size > 1
    ? nameAmong(opened, openedBy(planning, accessor)?.path ?? accessor.module)
    : undefined
}

function openedModules(planning: Planning): ReadonlySet<string> {
  return new Set(
    planning.survey.accessors.flatMap((other) =>
      hidesDatabase(other) ? (openedBy(planning, other)?.path ?? []) : [],
    ),
  )
}

/** `db`, or `sales/db` beside `stock/db`: of two databases of one name, the runtime would take the one for the other. */
function nameAmong(modules: ReadonlySet<string>, own: string): string {
  const nameAt = (path: string, depth: number) =>
    [...path.split('/').slice(0, -1), baseName(path)].slice(-depth).join('/')
  const deepest = Math.max(...[own, ...modules].map((path) => path.split('/').length))
  for (let depth = 1; depth <= deepest; depth += 1) {
    const name = nameAt(own, depth)
    if ([...modules].every((other) => other === own || nameAt(other, depth) !== name)) return name
  }
  return own
}

function driverTokens(planning: Planning, group: readonly Accessor[], isOne: boolean): DriverTokens {
  const accessors = tokenNames(group)
  const importable = group.filter((accessor) => accessors.has(accessor.id))
  const database = isOne
    ? (importable.find(
        (accessor) =>
          /^(connection|instance)$/.test(handsOut(planning, accessor)) &&
          !takesArguments(planning, accessor) &&
          !startsAfresh(planning, accessor),
      ) ?? importable.find((accessor) => replaceableHelper(planning, accessor)?.result === 'rows'))
    : undefined
  return { accessors, group, ...(database && { database }) }
}

/** What the injected database may stand in for. */
function handsOutFor(planning: Planning, tokens: DriverTokens, accessor: Accessor): HandsOut {
  if (replaceableHelper(planning, accessor)) return 'helper'
  return tokens.database?.id === accessor.id ? handsOut(planning, accessor) : 'other'
}

const connectionMethods =
  /^(run|runAndRead\w*|stream\w*|start\w*|prepare|createAppender|extractStatements|interrupt|register\w+|disconnectSync)$/

function handsOut(planning: Planning, accessor: Accessor): HandsOut {
  if (accessor.client && accessor.kind !== 'instance') return 'other'
  if (accessor.kind === 'helper' || accessor.kind === 'scoped') return 'other'
  const methods = new Set<string>()
  const printed = new Set<string>()
  for (const value of planning.survey.values) {
    if (value.origin.type !== 'accessor' || !leadsTo(planning, value.origin.accessor, accessor.id)) continue
    for (const touch of value.touches) methods.add(touch.method)
    const { expression } = value.origin
    const type = planning.oracle.typeAt(value.file, expression.start, expression.end)
    if (type && !type.isAny) printed.add(type.text.replace(/^Promise<(.*)>$/, '$1'))
  }
  const isOnly = (name: string) => printed.size > 0 && [...printed].every((text) => text === name)
  if (isOnly('DuckDBConnection')) return 'connection'
  if (isOnly('DuckDBInstance')) return 'instance'
  // What the methods of a client class do beside sending, their names do not tell.
  if (printed.size > 0 || accessor.client) return 'other'
  const connects = methods.has('connect')
  const queries = [...methods].some((method) => connectionMethods.test(method))
  if (connects === queries) return 'other'
  return connects ? 'instance' : 'connection'
}

function leadsTo(planning: Planning, from: string, to: string): boolean {
  let id: string | undefined = from
  while (id !== undefined && id !== to) {
    const current: string = id
    id = planning.survey.accessors.find((accessor) => accessor.id === current)?.wraps
  }
  return id === to
}

/** True for `initDatabase()`, which is called once: the injected database asks whenever it is used. */
function startsAfresh(planning: Planning, accessor: Accessor): boolean {
  const { project } = planning.survey
  const [file, body] = [project.source(accessor.module), bodyOf(planning, accessor)]
  return Boolean(file && body && replacesDatabase(file, openingsIn(project, file), body as Node))
}

/** What readers of the driver's results ask for most: repositories and the injected database give rows the same way. */
function driverProfile(planning: Planning, group: readonly Accessor[]): Facade['profile'] {
  const counts = { js: 0, json: 0, exact: 0 }
  for (const accessor of group) {
    const rows = replaceableHelper(planning, accessor)?.rows
    if (rows) counts[rows] += 1_000
  }
  const files = new Set(
    planning.survey.values.flatMap(({ file, origin }) =>
      origin.type === 'annotation' || group.some((accessor) => accessor.id === origin.accessor) ? [file] : [],
    ),
  )
  for (const path of files) {
    const text = planning.survey.project.text(path) ?? ''
    counts.js += text.match(/\bgetRow(Object)?sJS\b/g)?.length ?? 0
    counts.json += text.match(/\bgetRow(Object)?sJson\b/g)?.length ?? 0
    counts.exact += text.match(/\bgetRow(Object)?s\b/g)?.length ?? 0
  }
  const [rows] = (Object.entries(counts) as ['js' | 'json' | 'exact', number][]).sort(
    (a, b) => b[1] - a[1],
  )[0]!
  return { className: 'DuckDBConnection', methods: new Map(), rows, mapRow: undefined, bigintAsNumber: false }
}
