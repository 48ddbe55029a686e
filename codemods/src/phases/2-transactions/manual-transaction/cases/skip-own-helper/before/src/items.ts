import { getClient } from './db.js'

export const removeAll = () => getClient().atomic(() => getClient().execute('DELETE FROM items'))
