import { AsyncLocalStorage } from 'node:async_hooks'
import { type Client, getClient } from './client.js'

const store = new AsyncLocalStorage<Client>()

export const within = <R>(work: () => R) => store.run(getClient(), work) // usage: argument

export async function all() {
  const client = store.getStore() // usage: manual-transaction several-queries
  if (!client) throw new Error('Call within() first.')
  await client.query('BEGIN')
  await client.query('DELETE FROM items')
  await client.query('COMMIT')
}
