import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const duckdb = require('duckdb')

export const open = (path) => new duckdb.Database(path)
