import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const duckdb = require('@duckshift/runtime/compat/duckdb')

export const open = (path) => new duckdb.Database(path)
