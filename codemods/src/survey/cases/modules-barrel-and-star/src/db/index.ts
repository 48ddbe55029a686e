export * from './client.js'
export * as client from './client.js'
export { getClient as database } from './client.js'
