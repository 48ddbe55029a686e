import { inject } from '@duckshift/runtime'
import { DuckDBManager } from './db.js'
import { ItemsRepository } from './repositories/items-repository.js'

export const names = () => inject(ItemsRepository).listName()

export const ids = () => DuckDBManager.getInstance().query<{ id: number }>('SELECT id FROM items')

export const create = () => DuckDBManager.getInstance().query('CREATE TABLE more (id INTEGER)')

export const opened = () => DuckDBManager.getInstance().init('items.duckdb')
