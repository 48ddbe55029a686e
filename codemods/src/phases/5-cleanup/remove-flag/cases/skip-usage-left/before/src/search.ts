import { getClient } from './db.js'
import { flags } from './flags.js'

export async function search(name: string): Promise<{ id: number }[]> {
  if (await flags.isOn('new-search')) {
    return getClient().query<{ id: number }>('SELECT id FROM items WHERE name = ?', [name])
  }
  return []
}
