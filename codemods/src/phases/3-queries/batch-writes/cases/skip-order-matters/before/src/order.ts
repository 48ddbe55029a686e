import { getClient } from './db.js'

/** The second name may be free only once the first is gone. */
export async function rename(names: { id: number; name: string }[]): Promise<void> {
  const db = getClient()
  for (const { id, name } of names) {
    await db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }
}

/** A folder must be there before those inside. */
export async function addFolders(folders: { id: number; parent: number }[]): Promise<void> {
  const db = getClient()
  for (const { id, parent } of folders) {
    await db.execute('INSERT INTO folders (id, parent) VALUES (?, ?)', [id, parent])
  }
}

/** Each row has a time of its own, by which it is sorted later. */
export async function addItems(names: string[], first: number): Promise<void> {
  const db = getClient()
  for (const [index, name] of names.entries()) {
    await db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [first + index, name])
  }
}

export async function touch(ids: number[]): Promise<void> {
  const db = getClient()
  for (const id of ids) {
    await db.execute('UPDATE items SET created_at = now() WHERE id = ?', [id])
  }
}

/** Two words may be one to the table. */
export async function count(words: { word: string; n: number }[]): Promise<void> {
  const db = getClient()
  for (const { word, n } of words) {
    await db.execute('UPDATE words SET n = ? WHERE word = ?', [n, word])
  }
}

/** What one turn writes the next one finds. */
export async function chain(steps: { from: string; to: string }[]): Promise<void> {
  const db = getClient()
  for (const { from, to } of steps) {
    await db.execute('UPDATE items SET category = ? WHERE category = ?', [to, from])
  }
}

export async function spread(ids: number[]): Promise<void> {
  const db = getClient()
  for (const id of ids) {
    await db.execute('INSERT INTO tags (item_id, tag) SELECT id, name FROM items WHERE id > ?', [id])
  }
}
