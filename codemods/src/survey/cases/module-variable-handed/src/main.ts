import { Database } from 'duckdb'
import { promisify } from 'node:util'
import { routes } from './routes.js'

const app = { get: (_path: string, _handler: () => unknown) => {} }
const db = new Database(':memory:') // accessor: instance
const exec = promisify(db.exec.bind(db))

await exec('CREATE TABLE items (id INTEGER)')
routes(app, db) // usage: argument
