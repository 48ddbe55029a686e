export { DuckDBClient, getDuckDBClient } from './client.js'
export { statements } from './schema.js'
export { database } from './database.js'
export { ItemsRepository } from './repositories/items-repository.js'
