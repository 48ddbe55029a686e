export interface Asked {
  query(sql: string): Promise<Record<string, unknown>[]>
}

export interface Versioned {
  version(): Promise<string>
}
