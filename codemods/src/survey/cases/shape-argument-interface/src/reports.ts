import type { Closeable, Described, Queryable } from './ports.js'
import type { Runs } from './service.js'

export async function yearly(db: Runs) { // usage: parameter
  return db.query('SELECT 3')
}

export async function monthly(db: Queryable) { // usage: parameter
  return db.query('SELECT month, sum(amount) FROM sales GROUP BY month')
}

export class Report {
  constructor(private readonly db: Queryable, private readonly title: string) {} // usage: constructor-argument interpolated-sql

  async rows() {
    return this.db.query(`SELECT 1 AS "${this.title}"`)
  }
}

/** Asks for nothing. */
export function label(source: Described) {
  return source.describe()
}

export function onExit(resource: Closeable) {
  process.once('exit', () => resource.close())
}

/** Nobody gives it the client. */
export async function other(db: Queryable) {
  return db.query('SELECT 2')
}
