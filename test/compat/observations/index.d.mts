export const groupNames: readonly string[]
export interface Packages {
  readonly duckdb: object
  readonly duckdbAsync: object
  readonly folder: string
}
export function observeGroup(name: string, packages: Packages): Promise<Record<string, unknown>>
