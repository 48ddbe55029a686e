import { db as shared } from './db.js'

export const count = () => shared.runAndReadAll('SELECT count(*) FROM items') // usage: direct-call
