import { getClient } from './db.js'

export const load = (file: string) => getClient().execute(`COPY items FROM '${file}' (HEADER)`)
