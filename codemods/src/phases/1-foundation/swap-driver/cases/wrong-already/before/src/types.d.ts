declare module 'duckdb' {
  export class Database {
    constructor(path: string)
    all(sql: string, callback: (error: Error | null, rows: unknown[]) => void): void
  }
}
