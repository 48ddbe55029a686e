import { plain } from './plain.js'

export const names = () => plain.db.query('SELECT name FROM items') // usage: variable
