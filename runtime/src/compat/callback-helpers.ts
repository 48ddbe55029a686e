import type { ClientHelpers } from './database-through.js'

/** A client that tells by a callback, as the deprecated `duckdb` package's connections and databases do. */
export interface CallbackClient {
  // biome-ignore lint/suspicious/noExplicitAny: the old package declares its values and rows so.
  all(sql: string, ...values: any[]): unknown
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  run(sql: string, ...values: any[]): unknown
}

/** For `databaseThrough`: statements by `all` and `run`, whose errors and rows come as the callbacks got them. */
export const callbackHelpers: ClientHelpers<CallbackClient> = {
  query: (client: CallbackClient, sql: string, ...values: unknown[]) =>
    new Promise((resolve, reject) => {
      client.all(sql, ...values, (error: Error | null, rows: unknown) =>
        error ? reject(error) : resolve(rows),
      )
    }),
  execute: (client: CallbackClient, sql: string, ...values: unknown[]) =>
    new Promise<void>((resolve, reject) => {
      client.run(sql, ...values, (error: Error | null) => (error ? reject(error) : resolve()))
    }),
  parameters: 'variadic',
}
