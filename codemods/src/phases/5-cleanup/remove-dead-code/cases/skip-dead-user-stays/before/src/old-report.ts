import { escapeSql } from './text.js'

/** Nobody has run this for years. */
export const condition = (name: string) => `name = '${escapeSql(name)}'`
