import { getClient } from './client.js'

const clients = {}

export async function clear(tenant) {
  clients[tenant] = getClient() // usage: direct-call
  await clients[tenant].query('BEGIN') // usage: manual-transaction
  await clients[tenant].query('COMMIT') // usage: manual-transaction
}
