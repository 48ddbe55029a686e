import { DuckDBManager } from './db.js'

export const names = () => DuckDBManager.getInstance().query<{ name: string }>('SELECT name FROM items')
