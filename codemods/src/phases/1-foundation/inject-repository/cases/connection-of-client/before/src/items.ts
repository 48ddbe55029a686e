import { Store } from './db.js'

export async function add(id: number, name: string): Promise<number> {
  const store = await Store.get()
  await store.connection.run('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
  return store.count()
}

export async function replace(id: number, name: string): Promise<void> {
  const store = await Store.get()
  await store.connection.run('DELETE FROM items WHERE id = ?', [id])
  await store.connection.run('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
}

export async function exportAll(path: string): Promise<void> {
  const store = await Store.get()
  await store.connection.run(`COPY items TO '${path}' (FORMAT parquet)`)
}

export class Names {
  constructor(private readonly store: Store) {}

  async drop(name: string): Promise<number> {
    await this.store.connection.run('DELETE FROM items WHERE name = ?', [name])
    return this.store.count()
  }
}
