import type { Client } from './db.js'

export type Runs = Pick<Client, 'query'>

export const isRuns = (value: unknown): value is Runs => typeof (value as Runs).query === 'function'
