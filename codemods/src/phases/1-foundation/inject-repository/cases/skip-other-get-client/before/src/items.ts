import { getClient } from './redis.js'

export const names = () => getClient().query('SELECT name FROM items')
