import { connection } from './connection.js'

export const names = () => connection().query<{ name: string }>('SELECT name FROM items')
