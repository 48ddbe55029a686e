import { getClient } from './db.js'

export const names = () => getClient().query<{ name: string }>('SELECT name FROM items')
