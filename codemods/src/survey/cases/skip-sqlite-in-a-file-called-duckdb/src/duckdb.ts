import { DatabaseSync } from 'node:sqlite'

let db: DatabaseSync | undefined
export function getDuckDb() {
  db ??= new DatabaseSync('app.db')
  return db
}
