import { inject } from '@duckshift/runtime'
import { dbClient } from './database.js'

export const names = () => inject(dbClient).query({ sql: 'SELECT name FROM items ORDER BY name' })
export const count = () => inject(dbClient).count('items')
export const price = (id: number) => inject(dbClient).value('SELECT price FROM items WHERE id = ?', [id])
