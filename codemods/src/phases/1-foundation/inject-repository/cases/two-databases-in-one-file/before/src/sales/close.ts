import { getDb } from './db.js'

export const checkpoint = async () => (await getDb()).run('CHECKPOINT')
