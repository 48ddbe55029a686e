import { withTransaction } from './with-transaction.js'

export async function rename(id: number, name: string): Promise<number> {
  return withTransaction(async (client) => {
    const changed = await client.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
    if (changed === 0) throw new Error(`no item ${id}`)
    await client.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, 'renamed'])
    return changed
  })
}
