import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export const since = (day: string) =>
  inject(database).query<{ id: number }>(`SELECT id FROM items WHERE created_at >= TIMESTAMP '${day}'`)
