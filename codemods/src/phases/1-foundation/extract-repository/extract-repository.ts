import { posix } from 'node:path'
import { isCommonJs } from '../../../edits/code-style.js'
import type { DatabaseToken, Planning } from '../../../plan/planning.js'
import type { FileProposal, ImportNeed } from '../../../plan/proposal.js'
import { existingInterfaces, existingMethods } from '../../../repositories/existing-methods.js'
import type { MethodParameter, MethodResult } from '../../../repositories/repository-method.js'
import type { RepositoryDraft } from '../../../repositories/repository-registry.js'
import { camelCase, kebabCase, methodNames, parameterNames, pascalCase } from '../../../sql/method-name.js'
import type { SqlAnalysis } from '../../../sql/sql-analyzer.js'
import { statementOutline } from '../../../sql/statement-outline.js'
import { columnType, parameterTypeText } from '../../../sql/typescript-type.js'
import { isFacade } from '../../../survey/facade-module.js'
import { isClass, keyName, type Node, placeName } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { manifestOf } from '../facade-accessor/driver-facade.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'
import { baseName } from '../facade-accessor/facade-files.js'
import type { CallSite, ParameterValue } from '../inject-repository/call-site.js'
import { repeatsInGroups, type WrittenSite, withoutRepeats } from '../parametrize-sql/without-repeats.js'
import { type BuiltStatement, builtStatement } from './built-statement.js'
import { linesOf } from './lines-of.js'
import { movedRepository, renamedRepository } from './moved-repository.js'
import { repositoriesFolder } from './repositories-folder.js'
import { returnedRow } from './returned-row.js'
import { isTakenClassName } from './taken-class-name.js'
import { typeArgumentNeeds, typeNameNeeds } from './type-argument.js'

type Analysed = Extract<SqlAnalysis, { ok: true }>

export interface Extracted {
  readonly repository: RepositoryDraft
  readonly methods: {
    /** Rows typed by the call site or by DuckDB. */
    readonly typed: number
    /** Rows typed as the legacy client's default, for code that relied on it. */
    readonly untyped?: number
  }
  /** What exports the declarations that the repository imports. */
  readonly exports: readonly FileProposal[]
  /** The call site as its method takes it. */
  readonly site: CallSite
}

/** Where a statement goes, or why it stays where it is. */
export type Extraction = Extracted | { readonly stays: string }

/**
 * Gives a call site's SQL a method of a typed repository; a reason instead when it must stay where it is. `numbered`:
 * nothing but the driver reads the SQL, so that its parameters may be `$1`.
 */
export async function extractToRepository(
  planning: Planning,
  facade: Facade,
  file: SourceFile,
  given: CallSite,
  numbered = false,
): Promise<Extraction> {
  const built = given.sql || given.textAsserted ? undefined : builtStatement(planning, file, given)
  if (built) return extractBuilt(planning, facade, file, given, built)
  const known = await knownStatement(planning, given, numbered)
  if ('stays' in known) return known
  const { site, analysis, table } = known
  const repository = repositoryFor(planning, facade, table)
  const rows = await rowTypes(planning, facade, file, site, analysis, repository)
  if ('stays' in rows) return rows
  const parameters = parametersOf(planning, file, site, site.values, analysis)
  const argument = argumentOf(site, parameters)
  const methods = requested(planning, repository, rows, {
    result: resultOf(site),
    sql: site.sql.text,
    sqlValue: site.sql.value,
    parameters,
    ...(argument !== undefined && { argument }),
    names: namesFor(file, site, analysis),
  })
  return { repository, methods, exports: rows.exports.map(exported), site }
}

/** A statement that is put together right before it is sent: what does that goes with it. */
async function extractBuilt(
  planning: Planning,
  facade: Facade,
  file: SourceFile,
  given: CallSite,
  built: BuiltStatement,
): Promise<Extraction> {
  const { ranges, sql, argument, values, parameters, needs, texts } = built
  const known: KnownStatement[] = []
  for (const value of texts) {
    const one = await knownStatement(planning, { ...given, sql: { text: sql, value }, values })
    if ('stays' in one) return one
    known.push(one)
  }
  const asked = known.map(({ table, analysis }) => JSON.stringify([table, analysis.kind, analysis.columns]))
  if (new Set(asked).size > 1) return { stays: 'what it asks for depends on how it is put together' }
  const most = known[0]!
  // Of several parts that may stand alone, none gives it a name.
  const least = known.length > 2 ? most : known[1]!
  const site = { ...most.site, built }
  const repository = repositoryFor(planning, facade, most.table)
  const result = resultOf(site)
  const taken = { 'row-arrays': 'rows', 'first-row-or-null': 'row', 'rows-changed': 'rowsChanged' }[
    result as string
  ]
  if (taken !== undefined && built.declared.includes(taken))
    return { stays: `\`${taken}\` in it would mean something else in a method` }
  const rows = await rowTypes(planning, facade, file, site, most.analysis, repository)
  if ('stays' in rows) return rows
  // It may have conditions all the same.
  const names = namesFor(file, least.site, least.analysis).map((name) =>
    name.replace(/All(?=For|Again|$)/, ''),
  )
  // What is optional in it, the function's name tells better than its SQL.
  const own = placeNamed(site.touch.call as Node)
  const methods = requested(planning, repository, rows, {
    result,
    sql,
    sqlValue: most.site.sql.value,
    parameters,
    ...(argument !== undefined && { argument }),
    ...(ranges.length > 0 && { before: linesOf(file, given.touch.call as Node, built) }),
    isBuilt: true,
    imports: needs.imports,
    names: own === undefined ? names : built.shared.length > 0 ? names.toReversed() : [own, ...names],
  })
  return { repository, methods, exports: [...rows.exports, ...needs.exports].map(exported), site }
}

type Wanted = Parameters<Planning['registry']['request']>[1]

/** The method with each of the row types that it may have. */
function requested(
  { registry }: Planning,
  repository: RepositoryDraft,
  { typed, untyped }: RowTypes,
  method: Omit<Wanted, 'imports'> & Partial<Pick<Wanted, 'imports'>>,
): Extracted['methods'] {
  const request = (row: RowTypes['typed']) =>
    registry.request(repository, {
      ...method,
      ...row,
      imports: [...row.imports, ...(method.imports ?? [])],
    })
  return { typed: request(typed), ...(untyped && { untyped: request(untyped) }) }
}

function namesFor(file: SourceFile, site: WrittenSite, analysis: Analysed): string[] {
  const result = resultOf(site)
  return methodNames({
    sql: site.sql.value,
    analysis,
    single: result === 'first-row-or-null' || result === 'first-row-or-undefined',
    context: contextOf(file, site.touch.call),
  })
}

function exported({ file, at }: { readonly file: string; readonly at: number }): FileProposal {
  return {
    path: file,
    edits: [{ start: at, end: at, text: 'export ' }],
    imports: [],
    removedReferences: [],
  }
}

interface KnownStatement {
  readonly site: WrittenSite
  readonly analysis: Analysed
  /** The table whose repository it belongs to. */
  readonly table: string
}

/** What DuckDB knows of a call site's statement; why it can be no method of a repository instead. */
export async function knownStatement(
  planning: Planning,
  given: CallSite,
  numbered = false,
): Promise<KnownStatement | { readonly stays: string }> {
  if (given.method.result === 'script')
    return { stays: 'several statements in one text have no parameters or rows' }
  if (given.textAsserted) return { stays: 'a test may look at the text of its SQL' }
  if (!given.sql) return { stays: 'the SQL is put together at run time' }
  if (!given.values) return { stays: 'its parameters are not written out' }
  let site: WrittenSite = { ...given, sql: given.sql, values: given.values }
  let bound = await planning.analyzer.analyze(site.sql.value)
  const shorter = numbered ? withoutRepeats(site, bound) : undefined
  const again = shorter && (await planning.analyzer.analyze(shorter.sql.value))
  if (again?.ok) {
    site = shorter!
    bound = again
  } else if (repeatsInGroups(site)) return { stays: 'the SQL is put together at run time' }
  const outlined = !bound.ok && bound.reason === 'does-not-bind' && statementOutline(site.sql.value)
  const analysis = outlined || bound
  if (!analysis.ok) return { stays: firstSentence(analysis.message) }
  if (analysis.kind === 'other') return { stays: 'it defines or administers, and is no query' }
  const [table] = analysis.tables
  return table ? { site, analysis, table } : { stays: 'it reads no table of the schema' }
}

/**
 * The function that a call stands in, else its file: a route's handler has no name. One that is called after its HTTP
 * method stands in the folder of its route.
 */
function contextOf(file: SourceFile, call: Node): string {
  const place = placeName(call)
  if (place === '(top level)') return baseName(file.path)
  const [verb] = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)(?=\.|$)/.exec(place) ?? []
  if (verb === undefined) return place
  const folder = posix
    .dirname(file.path)
    .split('/')
    .findLast((each) => /^[A-Za-z]/.test(each))
  return `${folder ?? ''}-${verb.toLowerCase()}`
}

/** The name of the function that a call stands in, where it says what the function is for. */
function placeNamed(call: Node): string | undefined {
  const name = camelCase(placeName(call).split('.').at(-1) ?? '')
  const isGeneral =
    /^(main|handler?|run|execute|call|invoke|get|head|post|put|patch|delete|options|action|loader|default|process|start|topLevel)$/i
  // A class with `then` is waited for, and these others every object or repository has.
  const isTaken =
    /^(then|catch|finally|constructor|toString|toJSON|toLocaleString|valueOf|hasOwnProperty|batch|batchWrite|db)$/
  return /^[A-Za-z]\w+$/.test(name) && !isGeneral.test(name) && !isTaken.test(name) ? name : undefined
}

/** True where a call site's module can load a repository of the facade's as it loads others. */
export function mayLoadRepositories(planning: Planning, facade: Facade, file: SourceFile): boolean {
  const { client, module } = facade.accessor
  return isCommonJs(file) === isCommonJsAt(planning, client?.module ?? module)
}

function isCommonJsAt(planning: Planning, path: string): boolean {
  const file = planning.survey.project.source(path)
  return file !== undefined && isCommonJs(file)
}

/** False where an object would put its columns in another order: those called by a number come first. */
function keepsOrder({ columns, columnsKnown }: Analysed): boolean {
  return columnsKnown && columns.length > 0 && !columns.some(({ name }) => /^\d+$/.test(name))
}

function firstSentence(message: string): string {
  return message.split('\n')[0]!.replace(/[.:]\s*$/, '')
}

function resultOf(site: CallSite): MethodResult {
  const { result } = site.method
  return result === 'rows' ||
    result === 'row-arrays' ||
    result === 'first-row-or-null' ||
    result === 'first-row-or-undefined' ||
    result === 'rows-changed'
    ? result
    : 'nothing'
}

/** The repository of a table. Tables of one name in several databases have one each. */
export function repositoryFor(planning: Planning, facade: Facade, table: string): RepositoryDraft {
  const names = [table, `${baseName(facade.opened)}_${table}`, `${facade.token}_${table}`]
  for (let next = 0; ; next += 1) {
    const draft = draftFor(planning, facade, table, names[next] ?? `${table}_${next}`)
    if (isOfDatabase(planning, facade, draft)) return planning.registry.add(draft)
  }
}

/** False where a class of that name, of this plan or an earlier one, is given another database. */
function isOfDatabase(planning: Planning, facade: Facade, draft: RepositoryDraft): boolean {
  const { file, existing } = draft
  const known = planning.registry.known(draft)
  if (known) return known.database === undefined || isDatabaseOf(known.database, facade)
  if (!existing) return true
  const { project } = planning.survey
  const tokens = project.graph.importsOf(file).filter((path) => isFacade(project.text(path) ?? ''))
  if (tokens.length === 0) return true
  const token = injectedIn(project.text(file) ?? '') ?? facade.token
  return tokens.includes(facade.databaseModule) && (!facade.hasToken || token === facade.token)
}

function isDatabaseOf({ module, token }: DatabaseToken, facade: Facade): boolean {
  return module === facade.databaseModule && (!facade.hasToken || token === facade.token)
}

/** The token in `constructor(db = inject(token))`. */
function injectedIn(text: string): string | undefined {
  return /\binject\(([\w$]+)\)/.exec(text)?.[1]
}

function draftFor(planning: Planning, facade: Facade, table: string, name: string): RepositoryDraft {
  const client = facade.accessor.client?.module ?? facade.accessor.module
  const { className, file } = placeFor(planning, client, name, table)
  const existing = membersOf(planning, file, className)
  const manifest = manifestOf(planning, file)
  return {
    className,
    file,
    ...(manifest !== undefined && { package: manifest }),
    ...(isCommonJsAt(planning, client) && { commonJs: true as const }),
    variable: camelCase(name),
    table,
    ...(facade.hasToken && { database: { module: facade.databaseModule, token: facade.token } }),
    ...(existing && {
      existing,
      methods: existingMethods(planning.survey.project.source(file)!, className),
      interfaces: existingInterfaces(planning.survey.project.source(file)!),
    }),
  }
}

/** The first class name, and its file, that nothing else of the project has. */
function placeFor(
  planning: Planning,
  client: string,
  name: string,
  table: string,
): { readonly className: string; readonly file: string } {
  const extension = /\.[cm]?[jt]s$/.exec(client)?.[0] ?? '.ts'
  const folder = planning.config.repositories ?? repositoriesFolder(planning, client)
  const fileOf = (stem: string) => posix.join(folder, `${kebabCase(stem)}-repository${extension}`)
  for (let next = 0; ; next += 1) {
    const stem = [name, `${name}_data`][next] ?? `${name}_data_${next}`
    const className = `${pascalCase(stem)}Repository`
    const isOther = (file: string) =>
      membersOf(planning, file, className) === undefined && planning.survey.project.text(file) !== undefined
    const file = isOther(fileOf(stem)) ? fileOf(`${stem}-data`) : fileOf(stem)
    const moved = movedRepository(planning, className, file, client)
    if (moved !== undefined) return { className, file: moved }
    const renamed =
      membersOf(planning, file, className) === undefined
        ? renamedRepository(planning, table, file, client)
        : undefined
    if (renamed) return renamed
    if (!isOther(file) && !isTakenClassName(planning, className, file)) return { className, file }
  }
}

function membersOf(planning: Planning, path: string, className: string): ReadonlySet<string> | undefined {
  const declaration = planning.survey.project.source(path)?.scopes.topLevel(className)?.declaration
  if (!declaration || !isClass(declaration)) return undefined
  const names = declaration.body.body.flatMap((member) =>
    'key' in member ? (keyName(member.key) ?? []) : [],
  )
  return new Set(names)
}

interface RowTypes {
  readonly typed: {
    readonly rowType?: string
    readonly rowInterface?: { name: string; text: string }
    readonly imports: ImportNeed[]
  }
  readonly untyped?: { readonly rowType?: string; readonly imports: ImportNeed[] }
  readonly exports: readonly { readonly file: string; readonly at: number }[]
}

async function rowTypes(
  planning: Planning,
  facade: Facade,
  file: SourceFile,
  site: CallSite,
  analysis: Analysed,
  repository: RepositoryDraft,
): Promise<RowTypes | { readonly stays: string }> {
  if (resultOf(site) === 'row-arrays' && !keepsOrder(analysis))
    return { stays: 'its rows are read by position, and the order of its columns is not known' }
  if (/^(row-arrays|rows-changed|nothing)$/.test(site.method.result)) {
    return { typed: { imports: [] }, exports: [] }
  }
  if (site.typeArgument) {
    const needs = typeArgumentNeeds(planning.survey.project, file, site.typeArgument)
    if (!needs) return { stays: 'its row type is declared inside a function' }
    return {
      typed: { rowType: file.textOf(site.typeArgument), imports: [...needs.imports] },
      exports: needs.exports,
    }
  }
  const fallback = site.method.rowDefault ?? 'Record<string, unknown>'
  const isSelfContained = /^(any|unknown|Record<string, (any|unknown)>)$/.test(fallback)
  const untyped = isSelfContained ? { rowType: fallback, imports: [] } : undefined
  const given = inferredArgument(planning, file, site)
  if (given) return given
  const declared = isSelfContained ? undefined : declaredRow(planning, site)
  if (declared) return declared
  const rowInterface = inferredRow(planning, facade, analysis, repository, site)
  if (!rowInterface) return untyped ? { typed: untyped, exports: [] } : { stays: 'its row type is not known' }
  return {
    typed: { rowType: rowInterface.name, rowInterface, imports: [] },
    ...(untyped && { untyped }),
    exports: [],
  }
}

/**
 * The row type that the checker infers from what the rows are for: a type with a name in the file, or one that the
 * function they are returned from writes out.
 */
function inferredArgument(planning: Planning, file: SourceFile, site: CallSite): RowTypes | undefined {
  const { call } = site.touch
  const { project } = planning.survey
  const text = planning.oracle.typeAt(file.path, call.start, call.end)?.text ?? ''
  const name = /^Promise<([A-Za-z_]\w*)(?:\[\]| \| (?:null|undefined))>$/.exec(text)?.[1]
  const written = text.startsWith('Promise<{') ? returnedRow(call as Node) : undefined
  const rowType = name ?? (written && file.textOf(written))
  if (rowType === undefined) return undefined
  const needs = name
    ? typeNameNeeds(project, file, name)
    : written && typeArgumentNeeds(project, file, written)
  return needs && { typed: { rowType, imports: [...needs.imports] }, exports: needs.exports }
}

/** The row type that the client's method declares itself. */
function declaredRow(planning: Planning, { method: { row } }: CallSite): RowTypes | undefined {
  const needs = row && typeArgumentNeeds(planning.survey.project, row.file, row.type)
  return needs
    ? { typed: { rowType: row.file.textOf(row.type), imports: [...needs.imports] }, exports: needs.exports }
    : undefined
}

function inferredRow(
  planning: Planning,
  facade: Facade,
  analysis: Analysed,
  repository: RepositoryDraft,
  site: CallSite,
): { name: string; text: string } | undefined {
  if (!analysis.columnsKnown || analysis.columns.length === 0 || !site.method.rows) return undefined
  const conversion = { rows: site.method.rows, bigintAsNumber: facade.profile.bigintAsNumber }
  const members: string[] = []
  for (const column of analysis.columns) {
    const type = columnType(planning.analyzer.api, column.type, conversion)
    if (!type) return undefined
    const name = /^[A-Za-z_$][\w$]*$/.test(column.name) ? column.name : `'${column.name}'`
    members.push(`  ${name}: ${type}${column.nullable ? ' | null' : ''}`)
  }
  const [best] = methodNames({ sql: site.sql!.value, analysis, single: false, context: '' })
  // One statement's rows differ where places read them differently.
  const format = site.method.rows === facade.profile.rows ? '' : pascalCase(site.method.rows)
  const name = `${pascalCase(repository.table)}${pascalCase(best!.replace(/^(list|find)/, ''))}${format}Row`
  return { name, text: members.join('\n') }
}

function parametersOf(
  planning: Planning,
  file: SourceFile,
  site: CallSite,
  values: readonly ParameterValue[],
  analysis: Analysed,
): MethodParameter[] {
  const names =
    site.named ??
    parameterNames(
      site.sql!.value,
      values.map((value) => value.text),
      (table) => planning.analyzer.factsOf(table)?.spelled,
    )
  return values.map((value, index) => {
    const known = analysis.parameters.find((parameter) =>
      site.named ? parameter.name === names[index] : parameter.index === index + 1,
    )
    return {
      name: names[index]!,
      type: parameterType(planning, file, value, parameterTypeText(planning.analyzer.api, known?.type)),
    }
  })
}

/** What callers pass decides; DuckDB's own type stands in where that is not a plain type. */
function parameterType(
  planning: Planning,
  file: SourceFile,
  value: ParameterValue,
  inferred: string,
): string {
  if (value.type) return value.type
  const type = value.node && planning.oracle.typeAt(file.path, value.node.start, value.node.end)
  if (!type || type.isAny || type.isUnknown) return inferred
  const nothing = `${type.canBeNull ? ' | null' : ''}${type.canBeUndefined ? ' | undefined' : ''}`
  if (/^(null|undefined)$/.test(type.text))
    return inferred === 'unknown' ? 'unknown' : `${inferred}${nothing}`
  if (type.base && type.base !== 'array') {
    const allowed = inferred.split(' | ')
    if (inferred === 'number | bigint' && type.base === 'number') return `number${nothing}`
    return allowed.includes(type.base) ? `${inferred}${nothing}` : `${type.base}${nothing}`
  }
  if (type.base === 'array' && /^(readonly )?(string|number|bigint|boolean)\[\]$/.test(type.text))
    return type.text
  return 'unknown'
}

function argumentOf(site: CallSite, parameters: readonly MethodParameter[]): string | undefined {
  if (parameters.length === 0) return undefined
  const names = parameters.map((parameter) => parameter.name)
  return site.named ? `{ ${names.join(', ')} }` : `[${names.join(', ')}]`
}
