import { type Client, getClient } from './db.js'

type Loader = (db: Client) => Promise<unknown>

const loaders: Loader[] = [(db) => db.query('SELECT id FROM items')]

export const loadAll = () => Promise.all(loaders.map((load) => load(getClient())))
