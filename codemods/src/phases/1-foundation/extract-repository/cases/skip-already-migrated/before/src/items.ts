import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export const names = () => inject(database).query<{ name: string }>('SELECT name FROM items')
