import { run } from './query.js'

export async function remove(id) {
  await run('DELETE FROM items WHERE id = ?', [id])
}
