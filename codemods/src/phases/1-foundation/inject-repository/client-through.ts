import type { ClientMethod, ClientProfile } from '../../../clients/client-profile.js'
import { isCommonJs } from '../../../edits/code-style.js'
import { relativeSpecifier } from '../../../edits/specifier-style.js'
import type { Accessor } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { AppendedText, ImportNeed } from '../../../plan/proposal.js'
import type { RepositoryDraft } from '../../../repositories/repository-registry.js'
import { pascalCase } from '../../../sql/method-name.js'
import type { ClientValue, Touch } from '../../../survey/client-value.js'
import { neoCompat } from '../../../survey/driver-openings.js'
import { type Node, outermost } from '../../../survey/nodes.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { visibleSql } from '../../../survey/sql-text.js'
import { statementKind } from '../../../survey/statement-kind.js'
import { called, defaultName, facadeStyle, moduleName } from '../facade-accessor/database-text.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'
import { lowerFirst, withoutVerb } from '../facade-accessor/token-names.js'
import type { RoleMap } from './statement-roles.js'

/** How a token's module is written. */
export interface TokenWriting {
  readonly quote: string
  readonly fromFile: (file: string) => ImportNeed['target']
  /** The accessor's module, where it is loaded as a whole already. */
  readonly module?: string
  /** True where a test may have left out a function: it is named only when it is asked for. */
  readonly mayBeMissing: boolean
}

export interface TokenOptions {
  readonly lines: string[]
  readonly imports: ImportNeed[]
}

/** How a repository is made on what is at hand, without a token. */
export interface RepositoryBinding {
  readonly bind: (repository: Pick<RepositoryDraft, 'className'>, client: string) => string
  readonly isAlwaysThere?: boolean
  /** What that names of the runtime, beside `repositoryThrough`. */
  readonly imports: readonly string[]
}

/** `repositoryThrough(ItemsRepository, client, helpers)`. */
export function bindingBy(helpers: string): RepositoryBinding {
  return {
    bind: ({ className }, client) => `repositoryThrough(${className}, ${client}, ${helpers})`,
    imports: [helpers],
  }
}

/** The functions of legacy code that stand for a database's methods, and the token that such a database has. */
export abstract class ClientThrough {
  readonly token: string
  /** Names what the statements go through, for people. */
  readonly label: string
  /** True where values given beside the SQL are seen to reach the driver as they are. */
  readonly bindsValues: boolean
  readonly profile: ClientProfile = {
    className: '',
    methods: new Map(),
    rows: undefined,
    mapRow: undefined,
    bigintAsNumber: false,
  }
  /** Why statements do not go to the database itself, for the token's comment. */
  protected because = 'it does more than send them'
  protected readonly roles: RoleMap
  /** Where the functions that the token names are imported from. */
  protected readonly modules: readonly string[]

  constructor(
    accessor: Accessor,
    label: string,
    roles: RoleMap,
    bindsValues: boolean,
    modules: readonly string[] = [],
  ) {
    this.token = tokenOf(accessor)
    this.label = label
    this.roles = roles
    this.bindsValues = bindsValues
    this.modules = modules
  }

  /** The calls by which a holder sends statements; the method is the name of what is called. */
  abstract touchesOf(value: ClientValue): readonly Touch[]

  /** Undefined where a repository on it needs a token. */
  bindingFor(_quote: string): RepositoryBinding | undefined {
    return undefined
  }

  /** The options of `databaseThrough`, a line each, and what they import. */
  protected abstract options(writing: TokenWriting): TokenOptions

  /** What a call is to the database; undefined where its function is none, or its SQL begins or keeps something. */
  methodOf(file: SourceFile, touch: Touch): ClientMethod | undefined {
    const sql = touch.call.arguments[touch.sqlAt ?? 0] as Node | undefined
    const text = visibleSql(file, sql)
    const kind = text === undefined ? 'other' : statementKind(text)
    if (!sql || kind === 'session-state' || kind === 'transaction') return undefined
    const own = [...this.roles].find(([, { name }]) => name === touch.method)
    if (!own) return undefined
    const [role, method] = own
    const isAlone = outermost(outermost(touch.call as Node).parent!).parent?.type === 'ExpressionStatement'
    if (method.because !== undefined && !isAlone) return undefined
    if (method.result === 'first-row-or-undefined' && givesValue(file, touch, method)) return undefined
    return role === 'query' && isAlone && !this.roles.has('execute')
      ? { ...method, result: 'nothing' }
      : method
  }

  /** The token, as it is put at the end of the facade's module. */
  tokenText(planning: Planning, { databaseModule: path, opened, accessor }: Facade): AppendedText {
    const { project } = planning.survey
    const style = facadeStyle(planning, path, project.text(opened))
    const { quote: q, indent: i } = style
    const end = style.semicolons ? ';' : ''
    const source = project.source(accessor.module)
    const commonJs = source !== undefined && isCommonJs(source)
    const { lines, imports } = this.options({
      quote: q,
      // As the facade's other tokens import it.
      fromFile: (file) => ({ package: relativeSpecifier(path, file, planning.specifierEnding(path)) }),
      ...(commonJs && { module: moduleName(accessor.module) }),
      mayBeMissing: isReplacedInTests(planning, this.modules),
    })
    const text = [
      '',
      `/** Statements go through ${this.label} as before: ${this.because}. */`,
      `${commonJs ? 'const' : 'export const'} ${this.token} = createToken(${q}${this.token}${q}, () =>`,
      `${i}databaseThrough({`,
      ...lines.map((line) => `${i}${i}${line},`),
      `${i}}),`,
      `)${end}`,
      ...(commonJs ? ['', `module.exports.${this.token} = ${this.token}${end}`] : []),
      '',
    ].join(style.lineEnding)
    return { path, text, imports: [{ target: { package: neoCompat }, name: 'databaseThrough' }, ...imports] }
  }

  /** `parameters: 'variadic'`, where the functions take values one by one. */
  protected variadic(quote: string): string[] {
    const isVariadic = [...this.roles.values()].some(({ parameters }) => parameters === 'variadic')
    return isVariadic ? [`parameters: ${quote}variadic${quote}`] : []
  }
}

/** True for `value<number>(sql)`: that may be NULL, which a database that gives rows takes for no row. */
function givesValue(file: SourceFile, { call }: Touch, { rowDefault }: ClientMethod): boolean {
  const argument = call.typeArguments?.params[0] as Node | undefined
  const type = argument ? file.textOf(argument) : (rowDefault ?? '')
  return type.split('|').some((part) => /^(null|string|number|bigint|boolean|Date)$/.test(part.trim()))
}

function tokenOf({ module, export: exported, member }: Accessor): string {
  const base = lowerFirst(withoutVerb(member ?? (exported === 'default' ? moduleName(module) : exported)))
  if (/^db$|database$/i.test(base)) return `legacy${pascalCase(base)}`
  return base === 'client' ? 'legacyClientDatabase' : `${base}Database`
}

/** An expression that hands out what the accessor does, as its token's module names it. */
export function clientOf(accessor: Accessor, module: string | undefined): string {
  return called(accessor, nameIn(accessor, module))
}

/** How a token's module imports an accessor. */
export function importOf(accessor: Accessor, fromFile: TokenWriting['fromFile']): ImportNeed {
  const { module, export: name } = accessor
  return { target: fromFile(module), name, ...(name === 'default' && { alias: defaultName(accessor) }) }
}

/** How a token's module names an accessor. */
export function nameIn(accessor: Accessor, module: string | undefined): string {
  if (accessor.export === 'default') return module ?? defaultName(accessor)
  return module === undefined ? accessor.export : `${module}.${accessor.export}`
}

const mocking =
  /\b(?:mock|doMock|mockModule|unstable_mockModule|module)\(\s*(?:import\(\s*)?['"`]([^'"`]+)['"`]/g
const replaced = new WeakMap<Planning, ReadonlySet<string>>()

/** True where a test replaces one of these modules: what it puts there may lack functions that it does not ask for. */
function isReplacedInTests(planning: Planning, modules: readonly string[]): boolean {
  const found = replaced.get(planning) ?? replacedModules(planning)
  replaced.set(planning, found)
  return modules.some((module) => found.has(module))
}

/** Also modules that hand out no client: the survey knows of the others. */
function replacedModules({ survey: { project, mocks } }: Planning): ReadonlySet<string> {
  const found = new Set(mocks.map(({ module }) => module))
  for (const path of project.files) {
    const text = isTestFile(path) || /setup|mock/i.test(path) ? project.text(path) : undefined
    for (const [, specifier] of text?.matchAll(mocking) ?? []) {
      const module = project.graph.resolve(path, specifier!)
      if (module) found.add(module)
    }
  }
  return found
}

/** A function in an object, which is named only when it is asked for where it may be missing. */
export function named(key: string, name: string, mayBeMissing: boolean): string {
  if (mayBeMissing) return `get ${key}() { return ${name} }`
  return key === name ? name : `${key}: ${name}`
}
