import { getClient } from './db.js'
import { UNSET } from './unset.js'

export async function update(id, changes) {
  const sets = []
  const values = []
  if (changes.name !== undefined) {
    sets.push('name = ?')
    values.push(changes.name)
  }
  if (changes.category !== UNSET) {
    sets.push('category = ?')
    values.push(changes.category)
  }
  if (sets.length === 0) return null
  values.push(id)
  return getClient().execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, values)
}

export async function updateNamed(id, name, category) {
  const sets = []
  const values = []
  if (name) {
    sets.push('name = ?')
    values.push(name)
  }
  if (category) {
    sets.push('category = ?')
    values.push(category)
  }
  if (!id) throw new Error('no id')
  if (!sets.length) throw new Error('no changes')
  await getClient().execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, [...values, id])
}
