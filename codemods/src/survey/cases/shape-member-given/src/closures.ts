import { type Client, getClient } from './client.js'

export function createItems(log: (text: string) => void) {
  let kept: Client | undefined
  const keep = () => (kept ??= getClient()) // usage: variable
  function logged() {
    log('client')
    return getClient() // usage: returned
  }
  return {
    all: () => keep().query('SELECT id FROM items'), // usage: direct-call
    async clear() {
      const client = logged() // usage: manual-transaction several-queries
      await client.query('BEGIN')
      await client.query('DELETE FROM items')
      await client.query('COMMIT')
    },
    names: () => logged(),
  }
}

export const lazy = {
  held: undefined as Client | undefined,
  client() {
    this.held ??= getClient() // usage: direct-call
    return this.held
  },
  async all() {
    const client = this.client() // usage: variable
    return client.query('SELECT id FROM items')
  },
}
