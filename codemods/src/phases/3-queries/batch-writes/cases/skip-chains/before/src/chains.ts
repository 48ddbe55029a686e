import { getClient } from './db.js'

/** Nothing waits for the turn before: all of them run at once. */
export async function atOnce(ids: number[]): Promise<void> {
  const db = getClient()
  await ids.reduce(async (_before, id) => {
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  }, Promise.resolve())
}

/** It goes on after a write that was refused. */
export async function goesOn(ids: number[]): Promise<void> {
  const db = getClient()
  await ids.reduce(
    (before, id) =>
      before
        .catch(() => undefined)
        .then(async () => {
          await db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, 'new'])
        }),
    Promise.resolve(),
  )
}

/** Each name is the one before and a letter more. */
export async function grows(ids: number[]): Promise<string> {
  const db = getClient()
  return await ids.reduce(async (before, id) => {
    const name = `${await before}a`
    await db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
    return name
  }, Promise.resolve(''))
}

export async function startsAtTen(ids: number[]): Promise<number> {
  const db = getClient()
  return await ids.reduce(
    async (sum, id) => (await sum) + (await db.execute('DELETE FROM tags WHERE item_id = ?', [id])),
    Promise.resolve(10),
  )
}

export async function listsThem(ids: number[]): Promise<number[]> {
  const db = getClient()
  return await ids.reduce(
    async (before, id) => [...(await before), await db.execute('DELETE FROM tags WHERE item_id = ?', [id])],
    Promise.resolve([] as number[]),
  )
}
