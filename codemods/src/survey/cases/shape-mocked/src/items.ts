import { getClient } from './db.js'

export const names = () => getClient().query('SELECT name FROM items') // usage: direct-call
