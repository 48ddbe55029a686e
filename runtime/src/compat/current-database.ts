import type { PooledDatabase } from '../pooled-database.js'

const current = new Map<string, PooledDatabase>()

export function currentDatabase(name: string): PooledDatabase | undefined {
  return current.get(name)
}

export function currentDatabases(): PooledDatabase[] {
  return [...current.values()]
}

/** With `only`, nothing happens when another database has taken the name since. */
export function setCurrentDatabase(
  name: string,
  database: PooledDatabase | undefined,
  only?: PooledDatabase,
): void {
  if (only && current.get(name) !== only) return
  if (database) current.set(name, database)
  else current.delete(name)
}

const asked = new WeakSet<PooledDatabase>()

/** Says that others than those who opened a database send statements to it. */
export function askedByOthers(database: PooledDatabase): void {
  asked.add(database)
}

export function isAskedByOthers(database: PooledDatabase): boolean {
  return asked.has(database)
}
