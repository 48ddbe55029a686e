import Database from 'better-sqlite3'

let db: Database.Database | undefined
export function getDb() {
  db ??= new Database('other.db')
  return db
}
