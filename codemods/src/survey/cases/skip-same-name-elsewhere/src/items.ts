import { getClient } from './redis.js'

// getClient() of db.js was here
export const text = 'getClient()'
export const key = () => getClient().query('a')
export const shadowed = (getClient: () => number) => getClient()
