import { getClient } from './db.js'

export const begin = () => getClient().execute('BEGIN')
export const end = (verb: 'COMMIT' | 'ROLLBACK') => getClient().execute(verb)
export const finish = (isDone: boolean) => getClient().execute(isDone ? 'COMMIT' : 'ROLLBACK')
