declare module 'duckdb-async' {
  export class Database {
    static create(path: string): Promise<Database>
    ownMethod(): string
  }
}
