import { DatabaseService } from './db.js'

export const names = () => DatabaseService.instance().query<{ name: string }>('SELECT name FROM items')
