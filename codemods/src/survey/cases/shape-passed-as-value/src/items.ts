import { getClient } from './db.js'

export const dependencies = { client: getClient } // usage: passed-as-value
