import { getClient } from './db.js'

/** The one way to the database for new code. */
export function connection() {
  return getClient()
}
