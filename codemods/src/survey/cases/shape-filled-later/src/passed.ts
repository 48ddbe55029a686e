import { type Client, getClient } from './client.js'

export class Store {
  constructor(private readonly connect: () => Client) {}

  async clear() {
    const client = this.connect() // usage: manual-transaction several-queries
    await client.query('BEGIN')
    await client.query('DELETE FROM items')
    await client.query('COMMIT')
  }
}

export const all = (connect: () => Client) => connect().query('SELECT id FROM items') // usage: direct-call
export const store = new Store(getClient) // usage: passed-as-value
export const rows = () => all(getClient) // usage: passed-as-value
