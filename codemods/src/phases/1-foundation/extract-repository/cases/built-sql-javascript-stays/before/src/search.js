import { getClient } from './db.js'

/** A statement declares more than the call takes. */
export async function together(name) {
  const conditions = ['1=1'], label = 'found', params = []
  if (name) {
    conditions.push('name = ?')
    params.push(name)
  }
  const rows = await getClient().query(`SELECT id, name FROM items WHERE ${conditions.join(' AND ')}`, params)
  return { rows, label }
}

/** A function that is needed afterwards looks at the list. */
export async function closure(name) {
  const params = ['a']
  const count = () => params.length
  if (name) params.push(name)
  const rows = await getClient().query(`SELECT id, name FROM items WHERE name IN (${params.map(() => '?').join(',')})`, params)
  return { rows, n: count() }
}

/** `arguments` are those of this function. */
export async function either(name) {
  const params = []
  let where = ''
  if (name) {
    where = 'WHERE name = ?'
    params.push(arguments[0])
  }
  return getClient().query(`SELECT id, name FROM items ${where}`, params)
}

/** It throws outside of the `try`. */
export async function throwing(criteria) {
  const params = []
  let where = ''
  if (criteria.name.trim()) {
    where = 'WHERE name = ?'
    params.push(criteria.name.trim())
  }
  try {
    return await getClient().query(`SELECT id, name FROM items ${where}`, params)
  } catch {
    return []
  }
}
