import { run } from './db.js'

export async function add(items: readonly { id: number; name: string }[]): Promise<void> {
  for (const { id, name } of items) {
    await run('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
  }
}
