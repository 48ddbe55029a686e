export const BEGIN = 'BEGIN TRANSACTION'
export const COMMIT = 'COMMIT'

export enum Verb {
  Rollback = 'ROLLBACK',
}

export const statements = { begin: 'BEGIN', commit: 'COMMIT' } as const
