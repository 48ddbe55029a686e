import { db } from './data/db.js'

/** All of it is one transaction, which phase 2 does not know how to write. */
export function begin(done: (error: Error | null) => void): void {
  db.run('BEGIN TRANSACTION', done)
}
