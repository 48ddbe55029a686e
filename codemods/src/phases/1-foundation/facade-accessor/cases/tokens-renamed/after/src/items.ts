import { inject } from '@duckshift/runtime'
import { mainDatabase, theManager } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export const names = () => inject(ItemsRepository).listName()

export const ids = () => inject(ItemsRepository).listId()

export const create = () => inject(mainDatabase).query('CREATE TABLE more (id INTEGER)')

export const opened = () => inject(theManager)().init('items.duckdb')
