import duckdb from "duckdb";

export class Client {
  private readonly database: import("duckdb").Database;
  constructor(path: string) {
    this.database = new duckdb.Database(path);
  }
  all<T>(sql: string): Promise<T[]> {
    return new Promise((resolve, reject) => {
      this.database.all<T>(sql, (err, rows) => (err ? reject(err) : resolve(rows)));
    });
  }
}

let client: Client | undefined;
export function getClient(): Client {
  client ??= new Client("a.duckdb");
  return client;
}
