export { Client, getClient } from './db.js'

/** Rows of a page. */
export const pageSize = 20
