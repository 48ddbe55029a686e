export interface Engine {
  rows(sql: string): Promise<unknown[]>
}

export interface Settings {
  readonly engine: 'memory' | 'remote' | 'duckdb'
  readonly path: string
}
