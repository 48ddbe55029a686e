import { db } from './db.js'

export const names = () => db.query({ sql: 'SELECT name FROM items ORDER BY name' })
export const count = () => db.count('items')
export const price = (id: number) => db.value('SELECT price FROM items WHERE id = ?', [id])
