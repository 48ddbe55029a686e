import type { Database } from '../database.js'
import type { Parameters, Row } from '../driver/driver.js'

/** Legacy clients take and give anything. */
// biome-ignore lint/suspicious/noExplicitAny: only `any` fits every signature
type Anything = any

interface Taking {
  /** One array or object after the SQL (default), or each value an argument of its own. */
  readonly parameters?: 'one' | 'variadic'
  /** The last argument may be a callback `(error, result)`; without it the method returns a promise. */
  readonly callback?: boolean
}

/** What a method gives when it would not throw: `{ rows, error }`, or other names for the two. */
interface Enveloped {
  readonly envelope?: true | { readonly rows?: string; readonly error?: string }
}

/** Rows as objects. */
export interface RowsMethod extends Taking, Enveloped {
  readonly does: 'query'
}

/** Rows as arrays, with the list of columns: `{ columns, rows }`, or other names for the two. */
export interface TableMethod extends Taking, Enveloped {
  readonly does: 'table'
  readonly names?: { readonly columns?: string; readonly rows?: string }
}

/** The first row; `absent` when there is none, default undefined. */
export interface FirstMethod extends Taking, Enveloped {
  readonly does: 'first'
  readonly absent?: null | undefined
}

/** The first column of the first row; `absent` when there is none, default undefined. */
export interface ValueMethod extends Taking, Enveloped {
  readonly does: 'value'
  readonly absent?: null | undefined
}

/** A write: the number of rows it changed, or nothing, or an object with the number under a name. */
export interface ExecuteMethod extends Taking, Enveloped {
  readonly does: 'execute'
  readonly gives?: 'count' | 'nothing' | { readonly count: string }
}

/** Several statements in one text. */
export interface ScriptMethod extends Enveloped {
  readonly does: 'script'
  readonly callback?: boolean
}

/** Rows one by one, with constant memory. */
export interface StreamMethod {
  readonly does: 'stream'
  readonly parameters?: 'one' | 'variadic'
}

/** Runs a function in a transaction; it is given the client, whose statements join. */
export interface TransactionMethod {
  readonly does: 'transaction'
}

/** Closes the database, or leaves it to its owner. */
export interface CloseMethod {
  readonly does: 'close' | 'nothing'
  readonly callback?: boolean
}

type Described<Result> =
  | TransactionMethod
  | CloseMethod
  | ScriptMethod
  | FirstMethod
  | ValueMethod
  | ExecuteMethod
  | TableMethod
  | (Result extends AsyncIterable<unknown> ? StreamMethod : never)
  | (Result extends readonly unknown[] ? RowsMethod & { readonly envelope?: undefined } : RowsMethod)

/** A member that is no method, made when it is first read. */
export interface PropertyMember<Value> {
  readonly does: 'property'
  readonly value: (database: Database) => Value
}

/** What stands behind a member: a described method, or own code that is given the database. */
type Behind<Member> = Member extends (...args: infer Args) => infer Result
  ? Described<Awaited<Result>> | ((database: Database, ...args: Args) => Result)
  : PropertyMember<Member>

/** Every public member of the client; an optional one may be left out. */
export type FacadeMapping<Client> = { readonly [Name in keyof Client]: Behind<Client[Name]> }

export interface FacadeOptions {
  /** Applied to every row, as the client did. */
  readonly mapRow?: (row: Anything) => unknown
}

/** A client with the names and result shapes of a hand-written one, over the pool. */
export function facade<LegacyClient extends object>(
  database: Database,
  mapping: FacadeMapping<LegacyClient>,
  { mapRow }: FacadeOptions = {},
): LegacyClient {
  const client: Record<string, unknown> = {}
  const mapRows = mapRow ? (rows: Row[]) => rows.map((row) => mapRow(row) as Row) : (rows: Row[]) => rows
  const context: Context = { database, client, mapRows }
  for (const [name, behind] of Object.entries<Anything>(mapping)) {
    if (behind?.does === 'property') defineProperty(client, name, () => behind.value(database))
    else client[name] = typeof behind === 'function' ? ownCode(database, behind) : methodOf(context, behind)
  }
  return client as LegacyClient
}

interface Context {
  readonly database: Database
  readonly client: object
  readonly mapRows: (rows: Row[]) => Row[]
}

type DescribedMethod = Described<readonly unknown[]> | StreamMethod
type Call = (...args: Anything[]) => unknown

function ownCode(database: Database, code: Call): Call {
  return (...args) => code(database, ...args)
}

function defineProperty(client: object, name: string, make: () => unknown): void {
  Object.defineProperty(client, name, {
    enumerable: true,
    configurable: true,
    get() {
      const value = make()
      Object.defineProperty(client, name, { value, enumerable: true, configurable: true, writable: true })
      return value
    },
  })
}

function methodOf(context: Context, method: DescribedMethod): Call {
  const { database, client } = context
  switch (method.does) {
    case 'stream':
      return (sql: string, ...args) => rowsOneByOne(context, sql, parametersOf(method.parameters, args))
    case 'transaction':
      return (work: (client: object) => Promise<unknown>) => database.transaction(() => work(client))
    case 'close':
      return finished(method, () => database.close())
    case 'nothing':
      return finished(method, async () => undefined)
    case 'script':
      return finished(method, (sql: string) => database.script(sql))
    default:
      return finished(method, (sql: string, ...args) =>
        resultOf(context, method, sql, parametersOf(method.parameters, args)),
      )
  }
}

async function resultOf(
  { database, mapRows }: Context,
  method: RowsMethod | TableMethod | FirstMethod | ValueMethod | ExecuteMethod,
  sql: string,
  parameters: Parameters | undefined,
): Promise<unknown> {
  switch (method.does) {
    case 'query':
      return mapRows(await database.query(sql, parameters))
    case 'first':
      return mapRows(await database.query(sql, parameters))[0] ?? method.absent
    case 'value': {
      const [row] = mapRows(await database.query(sql, parameters))
      return row ? Object.values(row)[0] : method.absent
    }
    case 'table':
      return tableOf(await database.columns(sql, parameters), method)
    case 'execute': {
      const { rowsChanged } = await database.execute(sql, parameters)
      const { gives = 'count' } = method
      if (gives === 'nothing') return undefined
      return gives === 'count' ? rowsChanged : { [gives.count]: rowsChanged }
    }
  }
}

/** Names and rows of a result, also where there is no row to tell the names. */
function tableOf(columns: Record<string, unknown[]>, { names }: TableMethod): Record<string, unknown> {
  const titles = Object.keys(columns)
  const values = Object.values(columns)
  const rows = Array.from({ length: values[0]?.length ?? 0 }, (_, row) => values.map((column) => column[row]))
  return { [names?.columns ?? 'columns']: titles, [names?.rows ?? 'rows']: rows }
}

async function* rowsOneByOne(
  { database, mapRows }: Context,
  sql: string,
  parameters: Parameters | undefined,
): AsyncGenerator<Row> {
  for await (const rows of database.stream(sql, parameters)) yield* mapRows(rows)
}

function parametersOf(how: Taking['parameters'], args: readonly unknown[]): Parameters | undefined {
  return how === 'variadic' ? args : (args[0] as Parameters | undefined)
}

/** With an envelope nothing is thrown; with a callback the last argument gets the result. */
function finished(
  method: Enveloped & { readonly does: string; readonly callback?: boolean },
  work: (...args: Anything[]) => Promise<unknown>,
): Call {
  const { envelope } = method
  const run = envelope ? (...args: Anything[]) => inEnvelope(envelope, method.does, work(...args)) : work
  if (!method.callback) return run
  return (...args) => {
    const callback = args.at(-1)
    if (typeof callback !== 'function') return run(...args)
    run(...args.slice(0, -1)).then(
      (result) => process.nextTick(callback, null, result),
      (error: unknown) => process.nextTick(callback, error),
    )
  }
}

async function inEnvelope(
  envelope: NonNullable<Enveloped['envelope']>,
  does: string,
  work: Promise<unknown>,
): Promise<Record<string, unknown>> {
  const { rows = 'rows', error: errorName = 'error' } = envelope === true ? {} : envelope
  try {
    return { [rows]: await work, [errorName]: null }
  } catch (error) {
    return { [rows]: does === 'query' ? [] : null, [errorName]: error }
  }
}
