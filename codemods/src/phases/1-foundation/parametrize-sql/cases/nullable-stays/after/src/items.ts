import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export const find = (category: string | null) =>
  inject(database).query<{ id: number }>(`SELECT id FROM items WHERE category = '${category}'`)
