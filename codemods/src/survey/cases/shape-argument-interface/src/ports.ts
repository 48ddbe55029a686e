export interface Queryable {
  query(sql: string): Promise<unknown[]>
}

export interface Closeable {
  close(): void
}

export interface Described {
  describe(): string
}
