import type { SqlAnalyzer } from '../../../sql/sql-analyzer.js'
import type { Write } from './find-writes.js'

/** Why writes seem to belong together, as the end of a sentence; undefined when nothing says so. */
export function belonging(analyzer: SqlAnalyzer, writes: readonly Write[]): string | undefined {
  const all = writes.length > 2 ? 'all' : 'both'
  const shared = sharedValue(writes)
  if (shared) return `${all} are about \`${shared}\``
  const tables = [...new Set(writes.flatMap((write) => write.tables))]
  if (tables.length < writes.length && tables.length === 1) return `${all} change \`${tables[0]}\``
  for (const from of tables) {
    const to = tables.find((other) => other !== from && refersTo(analyzer, from, other))
    if (to) return `\`${from}\` refers to \`${to}\``
  }
  return undefined
}

/** A value that two of them are given; constants say nothing. */
function sharedValue(writes: readonly Write[]): string | undefined {
  for (const [index, write] of writes.entries()) {
    const others = writes.slice(index + 1)
    const shared = write.values.find(
      (value) => isName(value) && others.some(({ values }) => values.includes(value)),
    )
    if (shared) return shared
  }
  return undefined
}

/** `id`, `order.id`, `this.userId`, but not the actor or the moment that every write notes. */
function isName(value: string): boolean {
  return (
    /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/.test(value) &&
    !/^(true|false|null|undefined|now|today|actor|user|by|at)$/i.test(value)
  )
}

/** By a foreign key, or by a column that is named after the table: `model_id` of `models`. */
function refersTo(analyzer: SqlAnalyzer, from: string, to: string): boolean {
  const facts = analyzer.factsOf(from)
  if (!facts) return false
  const singular = to
    .toLowerCase()
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch|sh)es$/, '$1')
    .replace(/s$/, '')
  return (
    facts.references.has(to.toLowerCase()) ||
    [...facts.columns].some((column) => column === `${singular}_id` || column === `${singular}id`)
  )
}
