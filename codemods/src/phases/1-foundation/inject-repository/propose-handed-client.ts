import type { ClientMethod } from '../../../clients/client-profile.js'
import type { Usage } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { AppendedText, FileProposal, Proposal } from '../../../plan/proposal.js'
import type { ClientValue, Touch } from '../../../survey/client-value.js'
import { neoCompat } from '../../../survey/driver-openings.js'
import { clientId } from '../../../survey/held.js'
import type { Node } from '../../../survey/nodes.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { bindsToConnection } from '../../../survey/statement-kind.js'
import { touchSql } from '../../../survey/touch-sql.js'
import { extractToRepository, mayLoadRepositories } from '../extract-repository/extract-repository.js'
import { facadeStyle, isInCommonJs } from '../facade-accessor/database-text.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'
import { asksOnce } from './bound-repository.js'
import { callSiteOf } from './call-site.js'
import { ConnectionBound } from './connection-bound.js'
import { runtime } from './inject-repository.js'
import {
  type Binding,
  type HandedProposal,
  isPartOfOpening,
  type Moving,
  movedTogether,
  stayingIn,
  unchanged,
  waysOf,
} from './propose-handed.js'
import { stayingBeside } from './staying-because.js'

type Role = 'query' | 'maybeOne' | 'execute'

/**
 * What a function does with a client of the project's own class that it is handed, as calls of repositories on that
 * client: their statements go through its own methods, whoever made it.
 */
export async function proposeHandedClient(
  planning: Planning,
  facade: Facade,
  usage: Usage,
  value: ClientValue,
): Promise<HandedProposal | undefined> {
  const found = value.origin.type === 'annotation' ? await onClient(planning, facade, value) : undefined
  if (!found) return undefined
  const reasons = await stayingIn(planning, facade, value)
  return {
    isComplete: found.isComplete,
    candidate: {
      usages: found.isComplete ? [usage.id] : [],
      place: usage,
      facade: facade.databaseModule,
      alternatives: [
        ...found.ways.map((way) =>
          way.keepsSql ? { ...way, staying: stayingBeside(reasons, found.moved) } : way,
        ),
        { ...unchanged, staying: stayingBeside(reasons) },
      ],
    },
  }
}

/** The same where a client has to stay for what it is handed to: `kept` injects its accessor, and its statements move. */
export async function besideKeptClient(
  planning: Planning,
  facade: Facade,
  value: ClientValue,
  kept: Proposal,
): Promise<Proposal[]> {
  const found = value.kind === 'import' ? undefined : await onClient(planning, facade, value)
  if (!found) return []
  const reasons = await stayingIn(planning, facade, value)
  const injected = kept.reason.replace(
    /; what is done with it stays, on the database that the runtime opens/,
    '',
  )
  return found.ways.map((way) => ({
    ...way,
    reason: `${injected} ${way.reason}`,
    ...(way.keepsSql && { staying: stayingBeside(reasons, found.moved) }),
    appends: [...(kept.appends ?? []), ...(way.appends ?? [])],
    files: together([...kept.files, ...way.files]),
  }))
}

function together(files: readonly FileProposal[]): FileProposal[] {
  const byPath = new Map<string, FileProposal>()
  for (const file of files) {
    const known = byPath.get(file.path)
    byPath.set(file.path, {
      path: file.path,
      edits: [...(known?.edits ?? []), ...file.edits],
      imports: [...(known?.imports ?? []), ...file.imports],
      removedReferences: [...(known?.removedReferences ?? []), ...file.removedReferences],
    })
  }
  return [...byPath.values()]
}

/** What each client's methods are to a database: all that is done with clients is counted for it. */
const ownMethods = new WeakMap<Facade, { readonly roles: ReadonlyMap<Role, ClientMethod> | undefined }>()

interface OnClient {
  readonly ways: readonly Proposal[]
  /** The calls whose statements move. */
  readonly moved: ReadonlySet<Node>
  readonly isComplete: boolean
}

async function onClient(
  planning: Planning,
  facade: Facade,
  value: ClientValue,
): Promise<OnClient | undefined> {
  const file = planning.survey.project.source(value.file)
  const { origin } = value
  if (!file || !facade.accessor.client || facade.driver) return undefined
  if (origin.type === 'annotation' ? origin.isLikeClient : origin.dynamicImport) return undefined
  if (!planning.enabled('extract-repository') || !planning.inScope(value.file)) return undefined
  if (!mayLoadRepositories(planning, facade, file) || isPartOfOpening(planning, facade, value))
    return undefined
  const found = ownMethods.get(facade) ?? { roles: rolesOf(planning, facade) }
  ownMethods.set(facade, found)
  const { roles } = found
  const binding = roles && bindingOf(planning, facade, roles)
  if (!roles || !binding || file.scopes.declares(nameOf(planning, facade))) return undefined
  const moving = await movingOf(planning, facade, file, value, roles)
  const ways =
    moving.length > 0 ? waysOf(file, value, moving, { binding, beside: planning.survey.values }) : []
  if (ways.length === 0) return undefined
  return {
    ways,
    moved: new Set(moving.map(({ touch }) => touch.call as Node)),
    isComplete: !ways[0]!.keepsSql,
  }
}

async function movingOf(
  planning: Planning,
  facade: Facade,
  file: SourceFile,
  value: ClientValue,
  roles: ReadonlyMap<Role, ClientMethod>,
): Promise<Moving[]> {
  const methods = new Map([...roles.values()].map((method) => [method.name, method]))
  const elsewhere = ConnectionBound.of(planning)
  const found: Moving[] = []
  const aliases = (value.derived ?? []).filter(({ by }) => /^(alias|callback)$/.test(by))
  // What stands for the accessor at the call itself is replaced already.
  const isReplaced = value.kind === 'inline' && value.origin.type === 'accessor'
  const holders = isReplaced ? aliases : [value, ...aliases]
  for (const touch of holders.flatMap(({ touches }) => touches)) {
    const method = methods.get(touch.method)
    if (!method || isOfConnection(file, touch) || elsewhere.refusalOf(file, touch)) continue
    if (asksOnce(value, touch)) continue
    const site = callSiteOf(planning, file, { ...facade.profile, methods }, touch)
    if (!site || (site.parametrized && method.parameters === 'none')) continue
    // A test may hand in a client of its own, and look at what it is asked: for nothing, or with an empty list.
    const isChanged = site.parametrized || (touch.call.arguments.length > 1 && site.values?.length === 0)
    if (isChanged && isTested(planning, file.path)) continue
    const extracted = await extractToRepository(planning, facade, file, site)
    if ('methods' in extracted) found.push({ touch, running: touch, method, edits: [], site, extracted })
  }
  return movedTogether(found)
}

function isOfConnection(file: SourceFile, touch: Touch): boolean {
  const sql = touchSql(file, touch)
  return sql !== undefined && bindsToConnection(sql)
}

function isTested({ survey: { project } }: Planning, path: string): boolean {
  return [...project.graph.reverseClosure([path])].some(isTestFile)
}

const roleOf: Partial<Record<ClientMethod['result'], Role>> = {
  rows: 'query',
  'first-row-or-null': 'maybeOne',
  'first-row-or-undefined': 'maybeOne',
  'rows-changed': 'execute',
  nothing: 'execute',
}

/** The client's methods that stand for a database's, the most used of each kind by those who are handed one. */
function rolesOf(
  planning: Planning,
  { accessor, profile }: Facade,
): ReadonlyMap<Role, ClientMethod> | undefined {
  const own = clientId(accessor.client!)
  const counts = new Map<string, number>()
  for (const { origin, touches } of planning.survey.values) {
    if (origin.type !== 'annotation' || origin.client !== own) continue
    for (const { method } of touches) counts.set(method, (counts.get(method) ?? 0) + 1)
  }
  const methods = [...profile.methods.values()]
    .filter(({ because }) => because === undefined)
    .sort((a, b) => (counts.get(b.name) ?? 0) - (counts.get(a.name) ?? 0))
  const roles = new Map<Role, ClientMethod>()
  const style = methods.find(({ parameters }) => parameters !== 'none')?.parameters
  for (const method of methods) {
    const role = roleOf[method.result]
    const fits = method.parameters === 'none' || method.parameters === style
    if (role && fits && !roles.has(role)) roles.set(role, method)
  }
  // A database through a client asks its reading method for whatever else is missing.
  return roles.has('query') ? roles : undefined
}

function nameOf({ survey: { project } }: Planning, { token, databaseModule }: Facade): string {
  // That of an earlier run, also where the token has another name since.
  const isThere = project.text(databaseModule)?.includes('const databaseOn =')
  return isThere ? 'databaseOn' : `${token}On`
}

/** `databaseOn(client)`, which stands beside the token; undefined where the class cannot be named there. */
function bindingOf(
  planning: Planning,
  facade: Facade,
  roles: ReadonlyMap<Role, ClientMethod>,
): Binding | undefined {
  const { accessor, databaseModule } = facade
  const { module, name } = accessor.client!
  const on = nameOf(planning, facade)
  const { project } = planning.survey
  if (!project.source(module)) return undefined
  const isTyped = /ts$/.test(databaseModule)
  if (isTyped && !project.exports(module)?.named.has(name)) return undefined
  const isThere = project.text(databaseModule)?.includes(`const ${on} =`)
  return {
    bind: ({ className }, client) => `new ${className}(${on}(${client}))`,
    imports: [{ target: { file: databaseModule }, name: on }],
    appends: isThere ? [] : [functionText(planning, facade, roles, isTyped ? name : undefined)],
  }
}

function functionText(
  planning: Planning,
  facade: Facade,
  roles: ReadonlyMap<Role, ClientMethod>,
  type: string | undefined,
): AppendedText {
  const { accessor, databaseModule: path, opened } = facade
  const { project } = planning.survey
  const style = facadeStyle(planning, path, project.text(opened))
  const { quote: q, indent: i } = style
  const end = style.semicolons ? ';' : ''
  const commonJs = isInCommonJs(planning, accessor)
  const isVariadic = [...roles.values()].some(({ parameters }) => parameters === 'variadic')
  const methods = [...roles].map(([role, { name }]) => `${role}: ${q}${name}${q}`)
  const options = [...methods, ...(isVariadic ? [`parameters: ${q}variadic${q}`] : [])].join(', ')
  const text = [
    '',
    '/** What repositories on a client that is handed in run on: its own methods, as before. */',
    `${commonJs ? 'const' : 'export const'} ${nameOf(planning, facade)} = (client${type ? `: ${type}): Database` : ')'} =>`,
    `${i}databaseThrough({ client: () => client, methods: { ${options} } })${end}`,
    ...(commonJs
      ? ['', `module.exports.${nameOf(planning, facade)} = ${nameOf(planning, facade)}${end}`]
      : []),
    '',
  ].join(style.lineEnding)
  return {
    path,
    text,
    imports: [
      { target: { package: neoCompat }, name: 'databaseThrough' },
      ...(type
        ? [
            { target: { package: runtime }, name: 'Database', typeOnly: true as const },
            { target: { file: accessor.client!.module }, name: type, typeOnly: true as const },
          ]
        : []),
    ],
  }
}
