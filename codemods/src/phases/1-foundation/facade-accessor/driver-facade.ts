import { posix } from 'node:path'
import { isCommonJs } from '../../../edits/code-style.js'
import { type Accessor, handsOutClient } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { Candidate } from '../../../plan/proposal.js'
import { functionOf } from '../../../survey/exports.js'
import { isFunction } from '../../../survey/nodes.js'
import type { FoundationRefusal } from '../refusals.js'
import { type DriverTokens, driverDatabaseText } from './database-text.js'
import {
  connectionsOf,
  neoCompat,
  type Opening,
  openingEdits,
  openingModule,
  openingsIn,
} from './driver-openings.js'
import type { Facade } from './facade-accessor.js'
import { dependencyEdit, FileEdits, freeModule, label, placeOf } from './facade-files.js'

const codemod = 'facade-accessor'

/** What an accessor hands out, told by what its callers do with it. */
export type HandsOut = 'connection' | 'instance' | 'other'

export type DriverFacadeOutcome =
  | { readonly missing: FoundationRefusal; readonly detail?: string }
  | { readonly facade: Facade; readonly candidate?: Candidate }

/**
 * The facade of an accessor that hands out the driver's own connection or instance, or a client whose class could not
 * be read: the database is opened through the runtime, and call sites can be given the accessor.
 */
export function driverFacade(planning: Planning, accessor: Accessor): DriverFacadeOutcome {
  const { project } = planning.survey
  const opened = openedBy(planning, accessor)
  const file = opened === undefined ? undefined : project.source(opened)
  if (!file) return { missing: 'no-driver-opening' }
  const group = planning.survey.accessors.filter(
    (other) =>
      handsOutClient(other) && isDriverAccessor(planning, other) && openedBy(planning, other) === opened,
  )
  const databaseModule = freeModule(planning, file.path)
  const tokens = driverTokens(planning, group)
  const facadeFor = (of: Accessor): Facade => ({
    accessor: of,
    databaseModule,
    token: 'database',
    profile: driverProfile(planning, group),
    accessorModule: of.module,
    driver: {
      accessorToken: tokens.accessors.get(of.id)!,
      handsOut: tokens.database?.id === of.id ? handsOut(planning, of) : 'other',
    },
  })
  const facade = facadeFor(accessor)
  const openings = openingsIn(project, file)
  if (openings.length === 0) return { facade }
  if (group[0]?.id !== accessor.id) return { facade }
  if (new Set(openings.map(({ call }) => settingsText(file.textOf.bind(file), call))).size > 1)
    return {
      missing: 'several-openings',
      detail: `${openings.length} openings in ${file.path} with different settings`,
    }
  const files = new FileEdits()
  const name = databaseName(planning, accessor)
  for (const opening of openings) {
    const edits = openingEdits(planning, file, opening, {
      connections: connectionsOf(file),
      name,
    })
    if (!edits) return { missing: 'several-openings', detail: file.textOf(opening.call).slice(0, 80) }
    files.at(file.path).edits.push(...edits.edits)
    files.at(file.path).imports.push(...edits.imports)
    files.at(file.path).removed.push(...edits.removed)
  }
  const manifest = dependencyEdit(planning, file.path)
  if (manifest) files.at(manifest.path).edits.push(manifest.edit)
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
          reason: `${group.map(label).join(', ')} ${group.length > 1 ? 'keep their names and types' : 'keeps its name and type'}; the database is opened by the runtime, or with DUCKSHIFT_MODE=singleton on one connection.`,
          files: files.proposals(),
          creates: [
            {
              path: databaseModule,
              text: driverDatabaseText(planning, {
                path: databaseModule,
                opened: file,
                tokens,
                rows: driverProfile(planning, group).rows!,
                name,
                commonJs: isCommonJs(project.source(accessor.module) ?? file),
              }),
            },
          ],
        },
      ],
    },
  }
}

/** True for accessors without a client class that could be read whole, and in CommonJS, where repositories are not made. */
export function isDriverAccessor(planning: Planning, accessor: Accessor): boolean {
  const file = planning.survey.project.source(accessor.module)
  if (file && isCommonJs(file)) return true
  const profile =
    accessor.client && planning.profiles.get(`${accessor.client.module}#${accessor.client.name}`)
  return profile?.rows === undefined
}

/** The module that opens, or by an earlier run opened, the accessor's database. */
function openedBy(planning: Planning, accessor: Accessor): string | undefined {
  const { project } = planning.survey
  const found = openingModule(project, accessor.client?.module ?? accessor.module)
  if (found !== undefined) return found
  return isDriverAccessor(planning, accessor) && project.text(accessor.module)?.includes(neoCompat)
    ? accessor.module
    : undefined
}

function settingsText(textOf: (node: never) => string, call: Opening['call']): string {
  const settings = call.arguments[1]
  return settings ? textOf(settings as never) : ''
}

/** Tells a database apart in a project that opens several; undefined where it is the only one. */
export function databaseName(planning: Planning, accessor: Accessor): string | undefined {
  const opened = planning.survey.accessors.flatMap((other) =>
    handsOutClient(other) ? (openedBy(planning, other) ?? []) : [],
  )
  return new Set(opened).size > 1 ? baseName(openedBy(planning, accessor) ?? accessor.module) : undefined
}

function baseName(module: string): string {
  return posix.basename(module).replace(/\.[cm]?[jt]sx?$/, '')
}

function driverTokens(planning: Planning, group: readonly Accessor[]): DriverTokens {
  const accessors = new Map<string, string>()
  const taken = new Set(['database'])
  for (const accessor of group) {
    const bare =
      accessor.export === 'default' ? baseName(accessor.module) : (accessor.member ?? accessor.export)
    const words = bare
      .replace(/^(get|use|open|create|setup|init|ensure)(?=[A-Z])/, '')
      .replace(/[^\w$]+(\w)/g, (_, letter: string) => letter.toUpperCase())
    const base = /^[A-Z]+$/.test(words) ? words.toLowerCase() : words[0]!.toLowerCase() + words.slice(1)
    let name = `${base}${accessor.kind === 'instance' ? 'Client' : 'Accessor'}`
    while (taken.has(name)) name += 'Too'
    taken.add(name)
    accessors.set(accessor.id, name)
  }
  const database = group.find(
    (accessor) => handsOut(planning, accessor) !== 'other' && !takesArguments(planning, accessor),
  )
  return { accessors, group, ...(database && { database }) }
}

const connectionMethods =
  /^(run|runAndRead\w*|stream\w*|start\w*|prepare|createAppender|extractStatements|interrupt|register\w+|disconnectSync)$/

function handsOut(planning: Planning, accessor: Accessor): HandsOut {
  if (accessor.client && accessor.kind !== 'instance') return 'other'
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
  if (printed.size > 0) return 'other'
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

function takesArguments(planning: Planning, accessor: Accessor): boolean {
  const exported = planning.survey.project.exports(accessor.module)?.named.get(accessor.export)
  const body = exported?.kind === 'local' ? functionOf(exported.node) : undefined
  if (!body || !isFunction(body)) return false
  return body.params.some((parameter) => parameter.type === 'Identifier' && !parameter.optional)
}

/** What readers of the driver's results ask for most: repositories and the injected database give rows the same way. */
function driverProfile(planning: Planning, group: readonly Accessor[]): Facade['profile'] {
  const counts = { js: 0, json: 0, exact: 0 }
  const files = new Set(
    planning.survey.values.flatMap((value) =>
      value.origin.type === 'accessor' &&
      group.some((accessor) => accessor.id === (value.origin as { accessor: string }).accessor)
        ? [value.file]
        : [],
    ),
  )
  for (const path of files) {
    const text = planning.survey.project.text(path) ?? ''
    counts.js += text.match(/\bgetRowObjectsJS\b/g)?.length ?? 0
    counts.json += text.match(/\bgetRowObjectsJson\b/g)?.length ?? 0
    counts.exact += text.match(/\bgetRowObjects\b/g)?.length ?? 0
  }
  const [rows] = (Object.entries(counts) as ['js' | 'json' | 'exact', number][]).sort(
    (a, b) => b[1] - a[1],
  )[0]!
  return { className: 'DuckDBConnection', methods: new Map(), rows, mapRow: undefined, bigintAsNumber: false }
}
