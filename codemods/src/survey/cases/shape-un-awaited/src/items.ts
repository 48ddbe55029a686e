import { getClient } from './db.js'

export function record(name: string) {
  getClient().execute('INSERT INTO log VALUES (?)', [name]) // usage: direct-call bound-parameters un-awaited
}

export async function both() {
  const db = getClient() // usage: variable same-tick several-queries
  return Promise.all([db.query('SELECT changes()'), db.query('SELECT count(*) FROM items')])
}
