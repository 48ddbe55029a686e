import { inject } from '@duckshift/runtime'
import { clientAccessor } from './database.js'

export const names = () => inject(clientAccessor)().query<{ name: string }>('SELECT name FROM items')
