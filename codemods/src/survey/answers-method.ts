import { isDriverQuery } from './duckdb-driver.js'
import type { HeldClient } from './held.js'
import { hasMember } from './nodes.js'

/** True for a method that the client has: what else the code calls by a client's name is something else. */
export function answersMethod(held: HeldClient, method: string): boolean {
  if (!held.class) return isDriverQuery(method) || (held.role === 'instance' && method === 'connect')
  return hasMember(held.class.node, method)
}
