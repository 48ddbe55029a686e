import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export const sorted = (column: string) =>
  inject(database).query<{ id: number }>(`SELECT id FROM items ORDER BY ${column}`)
