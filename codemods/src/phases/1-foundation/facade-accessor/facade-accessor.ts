import type { ClientProfile } from '../../../clients/client-profile.js'
import { codeStyleOf } from '../../../edits/code-style.js'
import { relativeSpecifier } from '../../../edits/specifier-style.js'
import { type Accessor, hidesDatabase, type TextEdit } from '../../../model.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import { neoCompat, openingsIn, opensBy } from '../../../survey/driver-openings.js'
import { clientId } from '../../../survey/held.js'
import { enclosingClass, isFunction, memberName, type Node, unwrap, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { FoundationRefusal } from '../refusals.js'
import {
  importing,
  instanceIn,
  isInCommonJs,
  isReplacedByTests,
  moduleName,
  requiredName,
} from './database-text.js'
import { databaseName, driverFacade, type HandsOut, isDriverAccessor } from './driver-facade.js'
import { openingEdits } from './driver-openings.js'
import { dependencyEdits, FileEdits, freeModule, label, placeOf, raisedDriver } from './facade-files.js'
import { presentToken } from './present-token.js'
import { connectionsOfClient } from './shared-connection.js'

const codemod = 'facade-accessor'

/** Where the facade of an accessor is, or will be: what repositories build on. */
export interface Facade {
  readonly accessor: Accessor
  /** The module with the `database` token. */
  readonly databaseModule: string
  /** The token's exported name. */
  readonly token: string
  /** True where that module has it: not where no accessor of the database can be asked for it. */
  readonly hasToken: boolean
  readonly profile: ClientProfile
  /** The module whose accessor feeds the token: mocks of it reach the repositories. */
  readonly accessorModule: string
  /** The module that opens the database. */
  readonly opened: string
  /** Set beside the accessor whose client the token is made of: only the accessor itself may be injected. */
  readonly kept?: true
  /** Set for accessors that hand out the driver's own connection or instance, or a client that could not be read. */
  readonly driver?: {
    /** The token that holds the accessor; absent where it is not exported. */
    readonly accessorToken?: string
    /** The token's module is that of a client class: the token is put at its end. */
    readonly appended?: true
    /** `other` when the injected database cannot stand in for it. */
    readonly handsOut: HandsOut
  }
}

/** The accessor keeps its name and type; the client behind it runs on the pool. */
export function facadeAccessor(
  planning: Planning,
  accessor: Accessor,
): Proposals & { readonly facade?: Facade; readonly missing?: FoundationRefusal } {
  const { survey } = planning
  const refuse = (id: FoundationRefusal, detail?: string) => ({
    candidates: [],
    missing: id,
    refusals: [
      {
        usage: accessor.id,
        codemod,
        id,
        place: placeOf(planning, accessor),
        ...(detail !== undefined && { detail }),
      },
    ],
  })
  const client = accessor.client
  const profile = client && planning.profiles.get(clientId(client))
  if (isDriverAccessor(planning, accessor)) {
    const outcome = driverFacade(planning, accessor)
    if ('missing' in outcome) return refuse(outcome.missing, outcome.detail)
    const { facade, candidate } = outcome
    return { facade, candidates: candidate ? [candidate] : [], refusals: [] }
  }
  if (!client || !profile) return refuse('no-client-class')
  const clientFile = survey.project.source(client.module)
  const accessorFile = survey.project.source(accessor.module)
  if (!clientFile || !accessorFile) return refuse('no-client-class')

  const accessorModule = mostMocked(planning, accessor)?.module ?? accessor.module
  const databaseModule = freeModule(planning, clientFile.path, [accessor])
  const facade: Facade = {
    accessor,
    databaseModule,
    token: presentToken(planning, databaseModule, 'database'),
    hasToken: true,
    profile,
    accessorModule,
    opened: clientFile.path,
  }
  if (mainAccessor(planning, accessor).id !== accessor.id)
    return { candidates: [], refusals: [], facade: { ...facade, kept: true } }
  if (isDone(planning, clientFile, facade)) return { candidates: [], refusals: [], facade }

  const [opening, ...further] = openingsIn(survey.project, clientFile)
  // An earlier run had the runtime open it, and its module of tokens is gone since.
  const isOpened = !opening && opensBy(survey.project, clientFile) === 'runtime'
  if (!opening && !(isOpened && survey.project.text(facade.databaseModule) === undefined))
    return refuse('no-driver-opening')
  const name = databaseName(planning, accessor)
  const files = new FileEdits()
  const at = (path: string) => files.at(path)
  if (opening) {
    const isOneOfSeveral = isThisOf(opening.call, client.name) && isMadeSeveralTimes(planning, client.name)
    const opened = openingEdits(planning, clientFile, opening, {
      connections: connectionsOfClient(survey.project, clientFile),
      name,
      ...(isOneOfSeveral && { owner: 'this' }),
    })
    if (further.length > 0 || !opened) return refuse('several-openings')
    at(client.module).edits.push(...opened.edits)
    at(client.module).removed.push(...opened.removed)
    at(client.module).imports.push(...opened.imports)
  }
  for (const creation of creations(accessorFile, accessor, client.name)) {
    at(accessor.module).edits.push(
      { start: creation.start, end: creation.start, text: 'legacyClient(' },
      { start: creation.end, end: creation.end, text: ')' },
    )
    at(accessor.module).imports.push({ target: { package: neoCompat }, name: 'legacyClient' })
  }
  if (profile.mapRow) {
    const edit = exported(clientFile, profile.mapRow)
    if (edit) at(client.module).edits.push(edit)
  }
  for (const { path, edit } of dependencyEdits(planning, client.module)) at(path).edits.push(edit)
  const served = isOpened
    ? 'its client runs over the pool already, and can be injected again'
    : 'its client runs over the pool, or with DUCKSHIFT_MODE=singleton on one connection'
  return {
    facade,
    refusals: [],
    candidates: [
      {
        usages: [],
        place: placeOf(planning, accessor),
        foundation: 'facade-missing',
        facade: facade.databaseModule,
        alternatives: [
          {
            codemod,
            reason: `${label(accessor)} keeps its name and type; ${served}.${raisedDriver(planning, client.module)}`,
            files: files.proposals(),
            creates: [{ path: facade.databaseModule, text: databaseText(planning, facade, name) }],
          },
        ],
      },
    ],
  }
}

/** Of several accessors of one client class, the one that shares it: the token is made of what that hands out. */
function mainAccessor(planning: Planning, accessor: Accessor): Accessor {
  const same = planning.survey.accessors.filter(
    (other) =>
      hidesDatabase(other) &&
      !isDriverAccessor(planning, other) &&
      other.client?.module === accessor.client?.module &&
      other.client?.name === accessor.client?.name,
  )
  return same.find(({ because }) => !/at every call/.test(because)) ?? same[0] ?? accessor
}

/** The module from which the token of a client's database has what it is made of. */
export function feedingModule(planning: Planning, accessor: Accessor): string {
  const main = mainAccessor(planning, accessor)
  return mostMocked(planning, main)?.module ?? main.module
}

/** The module that tests replace most, where it hands on this accessor: feeding from it keeps those tests true. */
function mostMocked(planning: Planning, accessor: Accessor): { readonly module: string } | undefined {
  const counts = new Map<string, number>()
  for (const mock of planning.survey.mocks) {
    if (mock.subject !== undefined || mock.replaces === 'method') continue
    const carried = planning.survey.carriers.get(mock.module, accessor.export)
    if (carried?.kind === 'accessor' && carried.accessor.id === accessor.id) {
      counts.set(mock.module, (counts.get(mock.module) ?? 0) + 1)
    }
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1])
  return most && { module: most[0] }
}

function isDone(planning: Planning, client: SourceFile, facade: Facade): boolean {
  return (
    client.text.includes(neoCompat) &&
    planning.survey.project.text(facade.databaseModule)?.includes(neoCompat) === true
  )
}

/** Expressions that make the client, `new Client(…)`, `Client.create(…)`, or by which it makes itself known: `shared = this`. */
function creations(file: SourceFile, accessor: Accessor, className: string): Node[] {
  const exportedNode = accessor.member === undefined ? undefined : className
  const found: Node[] = []
  walk(file.program, (node) => {
    if (node.type === 'AssignmentExpression' && isMadeKnown(file, node, className)) found.push(node.right)
    if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return true
    const callee = unwrap(node.callee)
    const isNew = node.type === 'NewExpression' && callee.type === 'Identifier' && callee.name === className
    const isFactory =
      node.type === 'CallExpression' &&
      callee.type === 'MemberExpression' &&
      callee.object.type === 'Identifier' &&
      callee.object.name === className &&
      /^(create|open|connect|init)/i.test(memberName(callee) ?? '')
    if (!isNew && !isFactory) return true
    const isInsideOwnFactory = enclosingClass(node)?.id?.name === className && !exportedNode
    const isMarked =
      node.parent?.type === 'CallExpression' && file.textOf(node.parent.callee) === 'legacyClient'
    if (!isInsideOwnFactory && !isMarked) found.push(node)
    return false
  })
  return found
}

/** By name: a class of another module that is called the same costs an option that says nothing new. */
function isMadeSeveralTimes(planning: Planning, className: string): boolean {
  let made = 0
  const { project } = planning.survey
  for (const path of project.files) {
    const file = project.text(path)?.includes(`new ${className}`) ? project.source(path) : undefined
    if (!file) continue
    walk(file.program, (node) => {
      if (
        node.type === 'NewExpression' &&
        node.callee.type === 'Identifier' &&
        node.callee.name === className
      )
        made += 1
      return made < 2
    })
    if (made > 1) return true
  }
  return false
}

/** True where `this` is an object of the class. */
function isThisOf(node: Node, className: string): boolean {
  for (let current = node.parent; current; current = current.parent) {
    if (current.type === 'MethodDefinition' || current.type === 'PropertyDefinition')
      return !current.static && enclosingClass(current)?.id?.name === className
    const isMethod = current.parent?.type === 'MethodDefinition'
    if (/^Function/.test(current.type) && !isMethod) return false
  }
  return false
}

/** Adds `export` to a module-level function that is not exported yet. */
function exported(file: SourceFile, name: string): TextEdit | undefined {
  const declaration = file.scopes.topLevel(name)?.declaration
  if (!declaration) return undefined
  const statement = declaration.type === 'VariableDeclarator' ? declaration.parent : declaration
  if (!statement || statement.parent?.type === 'ExportNamedDeclaration') return undefined
  return isFunction(statement) || statement.type === 'VariableDeclaration'
    ? { start: statement.start, end: statement.start, text: 'export ' }
    : undefined
}

function databaseText(planning: Planning, facade: Facade, name: string | undefined): string {
  const { accessor, profile, accessorModule, databaseModule: path } = facade
  const clientModule = accessor.client!.module
  const style = {
    ...codeStyleOf(planning.survey.project.text(clientModule) ?? '', /ts$/.test(path)),
    ...planning.formatter(path),
  }
  const { quote: q, indent: i } = style
  const end = style.semicolons ? ';' : ''
  const specifier = (file: string) =>
    `${q}${relativeSpecifier(path, file, planning.specifierEnding(path))}${q}`
  const commonJs = isInCommonJs(planning, accessor)
  const importLines = [
    importing(commonJs, '{ createToken }', `${q}@duckshift/runtime${q}`, end),
    importing(commonJs, '{ clientDatabase }', `${q}${neoCompat}${q}`, end),
  ]
  const named = commonJs
    ? requiredName(accessor)
    : accessor.export === 'default'
      ? 'getClient'
      : accessor.export
  const fromAccessor = accessor.export === 'default' ? named : `{ ${named} }`
  if (commonJs) importLines.push(importing(true, moduleName(accessorModule), specifier(accessorModule), end))
  else if (profile.mapRow && clientModule === accessorModule && accessor.export !== 'default') {
    const names = [named, profile.mapRow].sort()
    importLines.push(`import { ${names.join(', ')} } from ${specifier(clientModule)}${end}`)
  } else {
    importLines.push(`import ${fromAccessor} from ${specifier(accessorModule)}${end}`)
    if (profile.mapRow) importLines.push(`import { ${profile.mapRow} } from ${specifier(clientModule)}${end}`)
  }
  const method = (result: string) =>
    [...profile.methods.values()].find((candidate) => candidate.result === result)?.name
  const reader = method('rows') ?? method('first-row-or-null') ?? method('first-row-or-undefined')!
  const single = method('first-row-or-null') ?? method('first-row-or-undefined')
  const writer = method('rows-changed') ?? method('nothing')
  const script = method('script')
  const standIn = [
    `query: ${q}${reader}${q}`,
    ...(single ? [`maybeOne: ${q}${single}${q}`] : []),
    ...(writer ? [`execute: ${q}${writer}${q}`] : []),
    ...(script ? [`script: ${q}${script}${q}`] : []),
    ...(profile.methods.get(reader)?.parameters === 'variadic' ? [`parameters: ${q}variadic${q}`] : []),
  ]
  const call =
    accessor.kind === 'instance'
      ? `() => ${instanceIn(accessor, named)}`
      : accessor.member
        ? `() => ${named}.${accessor.member}()`
        : isReplacedByTests(planning, accessor)
          ? `() => ${named}()`
          : named
  const lines = [
    ...importLines,
    '',
    `/** The database behind ${label(accessor)}, as repositories get it: opened, closed and reopened with the client. */`,
    `${commonJs ? 'const' : 'export const'} ${facade.token} = createToken(${q}${facade.token}${q}, () =>`,
    `${i}clientDatabase({`,
    `${i}${i}client: ${call},`,
    ...(name === undefined ? [] : [`${i}${i}name: ${q}${name}${q},`]),
    `${i}${i}open: (client) => client.${reader}(${q}SELECT 1${q}),`,
    `${i}${i}rows: ${q}${profile.rows}${q},`,
    ...(profile.mapRow ? [`${i}${i}mapRow: (row) => ${profile.mapRow}(row),`] : []),
    `${i}${i}standIn: { ${standIn.join(', ')} },`,
    `${i}}),`,
    `)${end}`,
    '',
    ...(commonJs ? [`module.exports = { ${facade.token} }${end}`, ''] : []),
  ]
  return lines.join(style.lineEnding)
}

/** `Client.shared = this` and `shared = this`, in the class itself: a framework made it. */
function isMadeKnown(
  file: SourceFile,
  { left, right }: Extract<Node, { type: 'AssignmentExpression' }>,
  className: string,
): boolean {
  const owner = right.type === 'ThisExpression' ? enclosingClass(right) : undefined
  if (owner?.id?.name !== className) return false
  if (left.type === 'Identifier') return file.scopes.resolve(left)?.scope === (file.program as Node)
  return left.type === 'MemberExpression' && file.textOf(left.object) === className
}
