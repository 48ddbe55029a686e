import type { Database } from 'duckdb'

export function routes(app: { get: (path: string, handler: () => unknown) => void }, db: Database) { // usage: callback-style
  app.get('/items', () => new Promise((done) => db.all('SELECT * FROM items', (_error, rows) => done(rows))))
}
