import { getClient } from './db.js'

/** The next name is asked for by what the one before said. */
export async function follow(steps: number[], start: string): Promise<string> {
  const db = getClient()
  return await steps.reduce(async (before, step) => {
    const name = await before
    const rows = await db.query<{ category: string | null }>('SELECT category FROM items WHERE name = ?', [name])
    return rows[0]?.category ?? `${name}${step}`
  }, Promise.resolve(start))
}

export function followChained(steps: number[], start: string): Promise<string> {
  const db = getClient()
  return steps.reduce(
    (before, step) =>
      before.then(async (name) => {
        const rows = await db.query<{ category: string }>('SELECT category FROM items WHERE name = ?', [name])
        return rows[0]?.category ?? `${name}${step}`
      }),
    Promise.resolve(start),
  )
}

/** What a turn writes is what the next one counts. */
export async function copies(ids: number[]): Promise<number> {
  const db = getClient()
  return await ids.reduce(async (before, id) => {
    const so = await before
    const rows = await db.query<{ n: bigint }>('SELECT count(*) AS n FROM tags WHERE item_id = ?', [id])
    await db.execute('INSERT OR IGNORE INTO tags (item_id, tag) VALUES (?, ?)', [id + 1, `copy ${so}`])
    return so + Number(rows[0]!.n)
  }, Promise.resolve(0))
}

/** From the last to the first. */
export async function fromTheRight(ids: number[]): Promise<string> {
  const db = getClient()
  return await ids.reduceRight(async (before, id) => {
    const so = await before
    const rows = await db.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
    return so + (rows[0]?.name ?? '')
  }, Promise.resolve(''))
}
