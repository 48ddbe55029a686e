export { DuckDBClient, getDuckDBClient } from './client.js'
export { statements } from './schema.js'
