import type { ClientMethod, ClientProfile } from '../../../clients/client-profile.js'
import { helperParameters } from '../../../clients/helper-parameters.js'
import { statementFunctions, statementMethod } from '../../../clients/statement-methods.js'
import { codeStyleOf, isCommonJs } from '../../../edits/code-style.js'
import { type Accessor, hidesDatabase } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { AppendedText, Proposal } from '../../../plan/proposal.js'
import type { ClientValue, Touch } from '../../../survey/client-value.js'
import { neoCompat } from '../../../survey/driver-openings.js'
import { type Node, outermost } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { visibleSql } from '../../../survey/sql-text.js'
import { statementKind } from '../../../survey/statement-kind.js'
import { type Extracted, extractToRepository } from '../extract-repository/extract-repository.js'
import { takesArguments } from '../facade-accessor/accessor-body.js'
import { DriverMocks } from '../facade-accessor/driver-mocks.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'
import { label } from '../facade-accessor/facade-files.js'
import { lowerFirst } from '../facade-accessor/token-names.js'
import { type CallSite, callSiteOf } from './call-site.js'
import { ConnectionBound } from './connection-bound.js'
import { alternative, reaches } from './inject-repository.js'

/**
 * Repositories whose statements go through the client's own methods, where these do more than the injected database
 * could do in their place. Empty unless all statements move: the accessor alone is injected otherwise.
 */
export async function throughAlternatives(
  planning: Planning,
  facade: Facade,
  file: SourceFile,
  value: ClientValue,
): Promise<Proposal[]> {
  if (!planning.enabled('extract-repository')) return []
  if (!/^(inline|variable)$/.test(value.kind) || value.escapes.length > 0 || value.derived?.length) return []
  if (value.origin.type !== 'accessor' || value.origin.dynamicImport || value.touches.length === 0) return []
  const client = Client.of(planning, facade)
  const mocked = mockedBy(planning, facade, file)
  if (!client || isCommonJs(file) || mocked === 'elsewhere') return []
  const through: Facade = { ...facade, token: client.token, hasToken: true, profile: client.profile }
  const bound = ConnectionBound.of(planning)
  const sites: CallSite[] = []
  const extracted: (Extracted | { readonly stays: string })[] = []
  for (const touch of value.touches) {
    const method = client.methodOf(file, touch)
    if (!method || !isInOrder(file, touch) || bound.refusalOf(file, touch)) return []
    const methods = new Map([[touch.method, method]])
    const site = callSiteOf(planning, file, { ...client.profile, methods }, touch)
    if (!site) return []
    sites.push(site)
    extracted.push(
      site.parametrized && !(client.bindsValues && mocked === 'nobody')
        ? { stays: 'its text is checked, or values may not reach the driver as they are' }
        : await extractToRepository(planning, through, file, site),
    )
  }
  if (!extracted.every((item) => 'methods' in item)) return []
  const proposals = (['typed', 'untyped'] as const).flatMap((typing) => {
    const way = alternative(planning, through, file, value, sites, extracted, typing, false, undefined)
    return way ? { ...way, reason: `${way.reason.slice(0, -1)}, through ${client.label}.` } : []
  })
  const present = planning.survey.project
    .text(facade.databaseModule)
    ?.includes(`${client.token} = createToken(`)
  return present ? proposals : proposals.map((way) => ({ ...way, appends: [client.text(planning, facade)] }))
}

/** `elsewhere`: a test replaces the accessor under another module than the one that the token imports. */
function mockedBy(
  planning: Planning,
  facade: Facade,
  { path }: SourceFile,
): 'nobody' | 'itself' | 'elsewhere' {
  const { mocks, project } = planning.survey
  const importsOf = project.graph.importsOf.bind(project.graph)
  const reaching = mocks.filter((mock) => reaches(importsOf, mock.file, path))
  if (reaching.some(({ module }) => module !== facade.accessor.module)) return 'elsewhere'
  return reaching.length > 0 || DriverMocks.of(planning).reaching(path) !== undefined ? 'itself' : 'nobody'
}

/** What is sent together keeps its order; what nobody waits for does not. */
function isInOrder(file: SourceFile, touch: Touch): boolean {
  if (touch.awaited) return true
  const { parent } = outermost(touch.call as Node)
  if (/^(ReturnStatement|ArrowFunctionExpression)$/.test(parent?.type ?? '')) return true
  const together = parent?.type === 'ArrayExpression' ? outermost(parent).parent : undefined
  return (
    together?.type === 'CallExpression' &&
    /^Promise\.all(Settled)?$/.test(file.textOf(together.callee)) &&
    outermost(together).parent?.type === 'AwaitExpression'
  )
}

const roles = ['query', 'maybeOne', 'execute'] as const
type Role = (typeof roles)[number]

const clients = new WeakMap<Planning, Map<string, Client | undefined>>()

/** The methods of a legacy client that stand for those of a database. */
class Client {
  readonly token: string
  readonly label: string
  readonly profile: ClientProfile
  /** True where values given beside the SQL are seen to reach the driver as they are. */
  readonly bindsValues: boolean
  readonly #accessors: readonly Accessor[]
  readonly #methods: ReadonlyMap<Role, ClientMethod>

  static of(planning: Planning, facade: Facade): Client | undefined {
    const known = clients.get(planning) ?? new Map<string, Client | undefined>()
    clients.set(planning, known)
    const { accessor } = facade
    const key = `${facade.databaseModule} ${accessor.kind === 'helper' ? ownerOf(accessor) : accessor.id}`
    if (!known.has(key)) known.set(key, Client.#read(planning, facade))
    return known.get(key)
  }

  static #read(planning: Planning, { accessor }: Facade): Client | undefined {
    const { project, accessors } = planning.survey
    const source = project.source(accessor.module)
    if (!source || isCommonJs(source) || accessor.hidden || accessor.export === 'default') return undefined
    if (/^(scoped|constructor)$/.test(accessor.kind)) return undefined
    const isHelper = accessor.kind === 'helper'
    // Another client each time is another connection each time.
    if (!isHelper && (/at every call/.test(accessor.because) || takesArguments(planning, accessor)))
      return undefined
    const group = isHelper
      ? accessors.filter(
          (other) =>
            other.kind === 'helper' &&
            !other.hidden &&
            hidesDatabase(other) &&
            ownerOf(other) === ownerOf(accessor),
        )
      : [accessor]
    const counts = callsOf(planning, group)
    const methods = group
      .flatMap((each) => [...statementFunctions(project, each)])
      .flatMap(([name, declared]) => statementMethod(name, declared) ?? [])
      .filter(({ name }) => (counts.get(name) ?? 0) > 0)
      .sort((a, b) => (counts.get(b.name) ?? 0) - (counts.get(a.name) ?? 0))
    const chosen = rolesOf(methods)
    return chosen && new Client(planning, group, chosen)
  }

  private constructor(
    planning: Planning,
    accessors: readonly Accessor[],
    methods: ReadonlyMap<Role, ClientMethod>,
  ) {
    const [first] = accessors as [Accessor]
    const names = new Set([...methods.values()].map(({ name }) => name))
    this.#methods = methods
    this.#accessors =
      first.kind === 'helper' ? accessors.filter((each) => names.has(each.member ?? each.export)) : accessors
    const named = this.#accessors[0]!
    this.label = label(named)
    this.token = tokenOf(named)
    this.bindsValues = this.#accessors.every(
      (each) => helperParameters(planning.survey.project, each) !== undefined,
    )
    this.profile = {
      className: '',
      methods: new Map(),
      rows: undefined,
      mapRow: undefined,
      bigintAsNumber: false,
    }
  }

  /** What a call is to the database; undefined where the client has no such method, or its SQL begins or keeps something. */
  methodOf(file: SourceFile, touch: Touch): ClientMethod | undefined {
    const [sql] = touch.call.arguments as Node[]
    const text = visibleSql(file, sql)
    if (!sql || (text !== undefined && /^(session-state|transaction)$/.test(statementKind(text))))
      return undefined
    const own = [...this.#methods].find(([, { name }]) => name === touch.method)
    if (!own) return undefined
    const [role, method] = own
    const isAlone = outermost(outermost(touch.call as Node).parent!).parent?.type === 'ExpressionStatement'
    return role === 'query' && isAlone && !this.#methods.has('execute')
      ? { ...method, result: 'nothing' }
      : method
  }

  text(planning: Planning, facade: Facade): AppendedText {
    const { databaseModule: path } = facade
    const opened = planning.survey.project.text(facade.opened) ?? ''
    const style = { ...codeStyleOf(opened, /ts$/.test(path)), ...planning.formatter(path) }
    const { quote: q, indent: i } = style
    const end = style.semicolons ? ';' : ''
    const [first] = this.#accessors as [Accessor]
    const methods = [...this.#methods].map(([role, { name }]) => `${role}: ${q}${name}${q}`)
    const isVariadic = [...this.#methods.values()].some(({ parameters }) => parameters === 'variadic')
    if (isVariadic) methods.push(`parameters: ${q}variadic${q}`)
    const lines = [
      '',
      `/** Statements go through ${this.label} as before: it does more than send them. */`,
      `export const ${this.token} = createToken(${q}${this.token}${q}, () =>`,
      `${i}databaseThrough({`,
      `${i}${i}client: ${this.#client()},`,
      `${i}${i}methods: { ${methods.join(', ')} },`,
      `${i}}),`,
      `)${end}`,
      '',
    ]
    const names = first.kind === 'helper' && !first.member ? this.#accessors : [first]
    return {
      path,
      text: lines.join(style.lineEnding),
      imports: [
        { target: { package: neoCompat }, name: 'databaseThrough' },
        ...names.map(({ module, export: name }) => ({ target: { file: module }, name })),
      ],
    }
  }

  #client(): string {
    const [first] = this.#accessors as [Accessor]
    if (first.kind === 'instance') return `() => ${first.export}`
    if (first.kind !== 'helper') return `() => ${first.export}${first.member ? `.${first.member}` : ''}()`
    if (first.member) return `() => ${first.export}`
    return `() => ({ ${this.#accessors.map((each) => each.export).join(', ')} })`
  }
}

function rolesOf(methods: readonly ClientMethod[]): ReadonlyMap<Role, ClientMethod> | undefined {
  const reader = methods.find(({ result }) => result === 'rows')
  const writer = methods.find(({ result }) => result === 'nothing')
  const main = reader ?? writer
  if (!main) return undefined
  const given = methods.map(({ parameters }) => parameters).find((parameters) => parameters !== 'none')
  const fits = (method: ClientMethod | undefined) =>
    method && (method.parameters === 'none' || method.parameters === given) ? method : undefined
  const single = methods.find(({ result }) => /^first-row/.test(result))
  const roles: [Role, ClientMethod | undefined][] = [
    ['query', fits(reader) ?? fits(main)],
    ['maybeOne', fits(single)],
    ['execute', reader && fits(writer)],
  ]
  return new Map(roles.flatMap(([role, method]) => (method ? [[role, method] as const] : [])))
}

/** How often production code calls each method. */
function callsOf(planning: Planning, group: readonly Accessor[]): ReadonlyMap<string, number> {
  const { usages, values } = planning.survey
  const tests = new Set(usages.filter(({ inTest }) => inTest).map(({ id }) => id))
  const ids = new Set(group.map(({ id }) => id))
  const counts = new Map<string, number>()
  for (const { usage, origin, touches } of values) {
    if (origin.type !== 'accessor' || !ids.has(origin.accessor) || tests.has(usage)) continue
    for (const { method } of touches) counts.set(method, (counts.get(method) ?? 0) + 1)
  }
  return counts
}

/** What a helper belongs to: its module, or the class it is a static method of. */
function ownerOf({ module, export: name, member }: Accessor): string {
  return member ? `${module}#${name}` : module
}

function tokenOf({ export: exported, member }: Accessor): string {
  const bare = (member ?? exported).replace(/^(get|use|open|create|setup|init|ensure)(?=[A-Z])/, '')
  const token = `${lowerFirst(bare)}Database`
  return token === 'clientDatabase' ? 'legacyClientDatabase' : token
}
