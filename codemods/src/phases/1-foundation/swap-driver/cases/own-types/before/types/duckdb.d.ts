declare module "duckdb" {
  export class Database {
    constructor(path: string);
    all<T = Record<string, unknown>>(sql: string, callback: (err: Error | null, rows: T[]) => void): void;
  }
  const duckdb: { Database: typeof Database };
  export default duckdb;
}
