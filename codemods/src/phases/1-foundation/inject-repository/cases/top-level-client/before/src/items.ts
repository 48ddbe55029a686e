import { getClient } from './db.js'

const db = getClient()

export const names = () => db.query<{ name: string }>('SELECT name FROM items')
