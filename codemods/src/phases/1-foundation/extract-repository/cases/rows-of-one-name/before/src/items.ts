import { getClient } from './db.js'

export const one = () => getClient().query('SELECT 1 AS first FROM items')

export const two = () => getClient().query("SELECT 'b' AS second FROM items")

export const again = () => getClient().query('SELECT 2 AS first FROM items')
