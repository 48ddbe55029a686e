import type { Parameters } from '../driver/driver.js'
import { classifyStatement } from '../sql/statement-class.js'
import { isParameter, tokensOf } from '../sql/tokens.js'
import { generationName } from './written-tables.js'

/** What a query's answer depends on: tables alone, or more than that. */
export type QueryDependencies = { readonly tables: readonly string[] } | { readonly uncacheable: string }

/** Runs SQL of the analysis itself, on a connection of its own. */
export type AnalysisRunner = (sql: string) => Promise<readonly Record<string, unknown>[]>

/** Table functions whose rows depend on their arguments alone. */
const pureTableFunctions = new Set(['range', 'generate_series', 'unnest', 'repeat', 'repeat_row'])

/** Leaves of a plan that read nothing. */
const emptyLeaves = new Set([
  'LOGICAL_DUMMY_SCAN',
  'LOGICAL_CTE_REF',
  'LOGICAL_EXPRESSION_GET',
  'LOGICAL_DELIM_GET',
  'LOGICAL_EMPTY_RESULT',
])

/** What DuckDB replaces by a constant when it binds, so that the plan no longer shows it. */
const foldedFunctions = new Set(['getvariable', 'current_setting'])
/** What it declares constant though it is not. */
const clockWords = new Set(['current_localtimestamp', 'current_localtime', 'localtimestamp', 'localtime'])
const foldedLiterals = /^'(now|today|tomorrow|yesterday)'$/i

/** Asks DuckDB what a query depends on. What it knows of views and macros is for one state of the schema. */
export class DependencyAnalyzer {
  readonly #run: AnalysisRunner
  #unstable: Promise<{ functions: ReadonlySet<string>; objects: ReadonlySet<string> }> | undefined

  constructor(run: AnalysisRunner) {
    this.#run = run
  }

  /** Call when a definition changed. */
  forgetSchema(): void {
    this.#unstable = undefined
  }

  async analyze(sql: string, parameters?: Parameters): Promise<QueryDependencies> {
    if (classifyStatement(sql) !== 'read') return { uncacheable: 'it is not one read' }
    const folded = foldedIn(sql)
    if (folded) return { uncacheable: `${folded} is replaced by its value of the moment` }
    const { functions, objects } = await this.#unstableNames()
    const named = [...tokensOf(sql)].find(({ text }) => objects.has(unquoted(text).toLowerCase()))
    if (named) return { uncacheable: `${named.text} depends on the moment` }
    let plan = await this.#plan(sql)
    // One parameter of an open type hides the whole plan: then each is given the type of its value.
    if (typeof plan === 'string' && parameters !== undefined) {
      const typed = withTypedNulls(sql, parameters)
      if (typed !== undefined) plan = await this.#plan(typed)
    }
    if (typeof plan === 'string') return { uncacheable: plan }
    return dependenciesOf(plan, functions)
  }

  /** The plan, or why there is none. */
  async #plan(sql: string): Promise<unknown[] | string> {
    const text = `'${sql.replaceAll("'", "''")}'`
    const [row] = await this.#run(`SELECT json_serialize_plan(${text}, optimize := false) AS plan`)
    const answer = JSON.parse(String(row!.plan)) as {
      error: boolean
      error_message?: string
      plans?: unknown[]
    }
    if (answer.error) return `DuckDB shows no plan of it (${answer.error_message ?? 'no reason given'})`
    return answer.plans?.length === 1 ? answer.plans : 'it is not one statement'
  }

  #unstableNames() {
    this.#unstable ??= this.#readUnstableNames().catch((error: unknown) => {
      this.#unstable = undefined
      throw error
    })
    return this.#unstable
  }

  async #readUnstableNames() {
    const [functionRows, definitions] = [
      await this.#run(
        'SELECT DISTINCT lower(function_name) AS name FROM duckdb_functions() ' +
          // error() is part of every scalar subquery, and answers nothing.
          "WHERE stability <> 'CONSISTENT' AND function_name <> 'error'",
      ),
      await this.#run(
        'SELECT lower(view_name) AS name, sql FROM duckdb_views() WHERE NOT internal UNION ALL ' +
          'SELECT lower(function_name), macro_definition FROM duckdb_functions() WHERE NOT internal AND macro_definition IS NOT NULL',
      ),
    ]
    const functions = new Set(functionRows.map(({ name }) => String(name)))
    const objects = new Set<string>()
    for (let before = -1; before !== objects.size; ) {
      before = objects.size
      for (const { name, sql } of definitions) {
        const text = String(sql)
        const uses = [...tokensOf(text)].some(
          (token) =>
            unquoted(token.text).toLowerCase() !== name && objects.has(unquoted(token.text).toLowerCase()),
        )
        if (uses || foldedIn(text)) objects.add(String(name))
      }
    }
    return { functions, objects }
  }
}

function foldedIn(sql: string): string | undefined {
  const tokens = [...tokensOf(sql)]
  for (const [index, { text }] of tokens.entries()) {
    const word = unquoted(text).toLowerCase()
    const isCall = tokens[index + 1]?.text === '(' && foldedFunctions.has(word)
    if (isCall || clockWords.has(word) || foldedLiterals.test(text)) return text
  }
  return undefined
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text
}

interface PlanNode {
  readonly type?: unknown
  readonly name?: unknown
  readonly children?: unknown
  readonly expression_class?: unknown
  readonly function_data?: { readonly table?: unknown; readonly catalog?: unknown } | undefined
}

function dependenciesOf(plans: unknown[], unstable: ReadonlySet<string>): QueryDependencies {
  const tables = new Set<string>()
  const found: { reason?: string } = {}
  const visit = (value: unknown): void => {
    if (found.reason !== undefined || typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) {
      for (const item of value) visit(item)
      return
    }
    const node = value as PlanNode
    const why = judge(node, unstable, tables)
    if (why) found.reason = why
    for (const child of Object.values(value)) visit(child)
  }
  visit(plans)
  return found.reason === undefined ? { tables: [...tables].sort() } : { uncacheable: found.reason }
}

/** Why a node makes the query uncacheable; adds the table it reads. */
function judge(node: PlanNode, unstable: ReadonlySet<string>, tables: Set<string>): string | undefined {
  const { type, name } = node
  if (typeof type === 'string' && type.startsWith('LOGICAL_')) {
    if (type === 'LOGICAL_SAMPLE') return 'it takes a sample'
    if (type === 'LOGICAL_GET') return judgeScan(node, tables)
    const isLeaf = Array.isArray(node.children) && node.children.length === 0
    if (isLeaf && !emptyLeaves.has(type)) return `it reads from ${type}`
  }
  const isFunction = typeof node.expression_class === 'string' && typeof name === 'string'
  if (isFunction && unstable.has(name.toLowerCase())) return `${name}() depends on the moment`
  // With one argument it counts from today.
  if (isFunction && name === 'age' && (node.children as unknown[] | undefined)?.length === 1) {
    return 'age() depends on the moment'
  }
  return undefined
}

function judgeScan({ name, function_data: data }: PlanNode, tables: Set<string>): string | undefined {
  if (name === 'seq_scan' && typeof data?.table === 'string') {
    if (data.catalog === 'temp') return 'it reads a temporary table'
    tables.add(generationName(`"${data.table.replaceAll('"', '""')}"`))
    return undefined
  }
  return pureTableFunctions.has(String(name)) ? undefined : `it reads from ${String(name)}`
}

/** The query with NULLs of the values' types for parameters; undefined where a type is not evident. */
function withTypedNulls(sql: string, parameters: Parameters): string | undefined {
  let text = ''
  let from = 0
  let position = 0
  for (const token of tokensOf(sql)) {
    if (!isParameter(token.text)) continue
    const name = token.text.slice(1)
    const value = Array.isArray(parameters)
      ? (parameters as readonly unknown[])[name === '' ? position++ : Number(name) - 1]
      : ((parameters as Record<string, unknown>)[name] ?? (parameters as Record<string, unknown>)[token.text])
    const type = typeOf(value)
    if (!type) return undefined
    text += `${sql.slice(from, token.start)}CAST(NULL AS ${type})`
    from = token.end
  }
  return text + sql.slice(from)
}

function typeOf(value: unknown): string | undefined {
  if (typeof value === 'string' || value === null) return 'VARCHAR'
  if (typeof value === 'boolean') return 'BOOLEAN'
  if (typeof value === 'bigint') return 'BIGINT'
  if (typeof value === 'number') return Number.isInteger(value) ? 'BIGINT' : 'DOUBLE'
  if (value instanceof Date) return 'TIMESTAMP'
  if (value instanceof Uint8Array) return 'BLOB'
  if (Array.isArray(value)) {
    const element = typeOf(value.find((item) => item !== null) ?? null)
    return element && `${element}[]`
  }
  return undefined
}
