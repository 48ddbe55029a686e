import type { Repository } from '../repository.js'
import { type ClientHelpers, databaseThrough } from './database-through.js'
import { entry } from './entry.js'
import type { RepositoryClass } from './repository-on.js'

/** A client whose methods give promises, as the databases and connections of the deprecated `duckdb-async` package do. */
export interface PromiseClient {
  // biome-ignore lint/suspicious/noExplicitAny: the old package declares its values and rows so.
  all(sql: string, ...values: any[]): Promise<any>
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  run(sql: string, ...values: any[]): Promise<any>
}

/** For `repositoryThrough`: statements by `all` and `run`, with values one by one. */
export const promiseHelpers: ClientHelpers<PromiseClient> = {
  query: (client: PromiseClient, sql: string, ...values: unknown[]) => client.all(sql, ...values),
  execute: async (client: PromiseClient, sql: string, ...values: unknown[]) => {
    await client.run(sql, ...values)
  },
  parameters: 'variadic',
}

/** Functions of legacy code that send the SQL they are given over a connection of their own. */
export interface SendingFunctions {
  readonly query: SendingFunction
  readonly maybeOne?: SendingFunction
  /** Resolves to the number of changed rows, or to nothing. */
  readonly execute?: SendingFunction
  /** How the functions take parameters; default one array. */
  readonly parameters?: 'array' | 'variadic'
}

export type SendingFunction = (sql: string, ...parameters: never[]) => unknown

const repositories = new WeakMap<object, Kept>()

type Kept = Map<unknown, Kept | Repository>

/**
 * A repository whose statements go through a legacy client by `helpers`, or through functions that have a connection
 * of their own, as before the migration: the same one for each client and class. It opens nothing and closes nothing.
 * Throws TypeError where the client is not there yet.
 */
export function repositoryThrough<R extends Repository, Client extends object>(
  repository: RepositoryClass<R>,
  client: Client,
  helpers: ClientHelpers<Client>,
): R
export function repositoryThrough<R extends Repository>(
  repository: RepositoryClass<R>,
  functions: SendingFunctions,
): R
export function repositoryThrough<R extends Repository>(
  repository: RepositoryClass<R>,
  given: object,
  helpers?: ClientHelpers<object>,
): R {
  const key = helpers === undefined ? (given as SendingFunctions).query : given
  if (key === undefined || key === null)
    throw new TypeError('The client of a repository is not there: open it before its statements are sent.')
  const { execute, maybeOne, parameters } = given as SendingFunctions
  let kept = entry(repositories, key, (): Kept => new Map())
  for (const part of helpers === undefined ? [execute, maybeOne, parameters] : [helpers])
    kept = entry(kept, part, (): Kept => new Map()) as Kept
  return entry(kept, repository, () => {
    const options = { client: () => given, helpers: helpers ?? helpersOf(given as SendingFunctions) }
    return new repository(databaseThrough(options))
  }) as R
}

function helpersOf({ query, maybeOne, execute, parameters }: SendingFunctions): ClientHelpers<object> {
  const sending =
    (send: SendingFunction) =>
    (_: object, sql: string, ...values: never[]) =>
      send(sql, ...values)
  return {
    query: sending(query),
    ...(maybeOne && { maybeOne: sending(maybeOne) }),
    ...(execute && { execute: sending(execute) }),
    ...(parameters && { parameters }),
  }
}
