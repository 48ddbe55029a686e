import { type Client, getClient } from './db.js'

export async function load(client: Client, id: number) { // usage: parameter bound-parameters
  return client.query('SELECT * FROM items WHERE id = ?', [id])
}

export const one = (id: number) => load(getClient(), id) // usage: argument
