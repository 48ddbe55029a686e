import { runSql } from './actions.js'

export const Result = (rows: unknown[]) => ({ rows, again: () => runSql('SELECT 1') })
