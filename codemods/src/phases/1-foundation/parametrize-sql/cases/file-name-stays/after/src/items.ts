import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export const load = (file: string) => inject(database).execute(`COPY items FROM '${file}' (HEADER)`).then((result) => result.rowsChanged)
