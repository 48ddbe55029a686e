import { getDb } from './sqlite.js'

export const theme = () => getDb().query('SELECT name FROM items WHERE id = ?', [1])[0]
