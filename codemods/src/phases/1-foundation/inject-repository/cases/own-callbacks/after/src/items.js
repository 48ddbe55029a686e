import duckdb from '@duckshift/runtime/compat/duckdb'
import { callbackHelpers, repositoryThrough } from '@duckshift/runtime/compat/neo'
import { ItemsRepository } from './repositories/items-repository.js'

const db = new duckdb.Database(':memory:')
const connection = db.connect()

function all(sql, ...params) {
  return new Promise((resolve, reject) =>
    connection.all(sql, ...params, (error, rows) => (error ? reject(error) : resolve(rows))),
  )
}

export function add(id, name) {
  const items = repositoryThrough(ItemsRepository, connection, callbackHelpers)
  return items.insert(id, name)
}

export async function rename(id, name) {
  const items = repositoryThrough(ItemsRepository, { query: all, parameters: 'variadic' })
  const known = await items.findNameById(id)
  if (known.length === 0) return add(id, name)
  // The last one wins.
  await items.updateNameById(name, id)
  return known[0].name
}

export function each(callback) {
  connection.each('SELECT id FROM items', (error, row) => callback(row.id))
}

export const ids = async () => (await repositoryThrough(ItemsRepository, { query: all, parameters: 'variadic' }).listId()).map((row) => row.id)
