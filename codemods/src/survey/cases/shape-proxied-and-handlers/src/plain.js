import { getClient } from './client.js'

export const plain = new Proxy({}, { get: (_target, name) => getClient()[name] }) // usage: direct-call
