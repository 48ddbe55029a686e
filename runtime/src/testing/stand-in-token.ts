import { clientDatabase } from '../compat/client-database.js'
import { createToken, type Token } from '../container/container.js'
import type { Database } from '../database.js'

/** Names of a stand-in's own methods; one that it lacks may be named, and fails only when it is called. */
export interface StandInMethods {
  readonly query: string
  readonly maybeOne?: string
  readonly execute?: string
  readonly script?: string
  /** How they take parameters; default one array. */
  readonly parameters?: 'array' | 'variadic'
}

/**
 * A token whose database hands every statement to a stand-in, for tests that count what a legacy client was asked.
 * Nothing touches a database.
 */
export function standInToken(name: string, client: () => unknown, methods: StandInMethods): Token<Database> {
  const standIn = methods as StandInMethods & { readonly [method: string]: string }
  return createToken(name, () => clientDatabase({ client: client as () => Record<string, unknown>, standIn }))
}
