import { getClient } from './db.js'
import { NOBODY } from './names.js'

export async function rename(id, name) {
  const sets = []
  const values = []
  if (name !== NOBODY) {
    sets.push('name = ?')
    values.push(name)
  }
  if (sets.length > 0) {
    values.push(id)
    await getClient().execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, values)
  }
}
