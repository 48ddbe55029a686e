import { inject } from '@duckshift/runtime'
import { type Client } from './db.js'
import { clientAccessor } from './database.js'

type Loader = (db: Client) => Promise<unknown>

const loaders: Loader[] = [(db) => db.query('SELECT id FROM items')]

export const loadAll = () => Promise.all(loaders.map((load) => load(inject(clientAccessor)())))
