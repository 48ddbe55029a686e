import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export const findAll = (ids: readonly number[]) =>
  inject(database).query<{ name: string }>(`SELECT name FROM items WHERE id IN (${ids.join(', ')})`)
