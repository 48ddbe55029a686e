import type { Parameters } from '../driver/driver.js'

/** Names of the client's own methods, for what has nothing but them. */
export interface StandIn<Client> {
  readonly query: keyof Client
  readonly maybeOne?: keyof Client
  /** Resolves to the number of changed rows, or to nothing. */
  readonly execute?: keyof Client
  readonly script?: keyof Client
  /** How the methods take parameters; default one array. */
  readonly parameters?: 'array' | 'variadic'
}

/** Calls a client's own method exactly as the code before the migration did: without parameters, without a second argument. */
export async function askClient<Client>(
  client: Client,
  standIn: StandIn<Client>,
  method: keyof Client,
  sql: string,
  parameters?: Parameters,
): Promise<unknown> {
  const call = (client as Record<keyof Client, (...values: unknown[]) => unknown>)[method]
  if (parameters === undefined) return call.call(client, sql)
  const isVariadic = standIn.parameters === 'variadic' && Array.isArray(parameters)
  return isVariadic ? call.call(client, sql, ...parameters) : call.call(client, sql, parameters)
}
