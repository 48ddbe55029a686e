import type { Closeable, Described, Queryable } from './ports.js'

export async function monthly(db: Queryable) {
  return db.query('SELECT name, sum(price) FROM items GROUP BY name')
}

export class Report {
  constructor(private readonly db: Queryable, private readonly title: string) {}

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
