import { inject } from '@duckshift/runtime'
import { database } from './database.js'

/** What is no text has failed before nothing was there to be changed. */
export async function trimmed(id, changes) {
  const sets = []
  const values = []
  const least = changes.least.toFixed(2)
  if (changes.name) {
    sets.push('name = ?')
    values.push(changes.name)
  }
  if (sets.length === 0) return null
  return inject(database).execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ? AND price > ?`, [...values, id, least]).then((result) => result.rowsChanged)
}

/** Without changes it has failed before it was found that there is no id. */
export async function checked(id, changes) {
  const sets = []
  const values = []
  if (changes.name) {
    sets.push('name = ?')
    values.push(changes.name)
  }
  if (!id || sets.length === 0) return null
  return inject(database).execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, [...values, id]).then((result) => result.rowsChanged)
}

export async function nested(id, name, options) {
  const sets = []
  const values = []
  if (name) {
    values.push(name.trim())
    if (!options) sets.push('name = ?')
  }
  if (sets.length === 0) return null
  return inject(database).execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, [...values, id]).then((result) => result.rowsChanged)
}
