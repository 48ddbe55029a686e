export const BEGIN = 'BEGIN TRANSACTION'
export const COMMIT = 'COMMIT'
export enum Verb { Begin = 'BEGIN', Commit = 'COMMIT' }
export const statements = { begin: 'BEGIN', commit: 'COMMIT', all: 'SELECT * FROM items' } as const
