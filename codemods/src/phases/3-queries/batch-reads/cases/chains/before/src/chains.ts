import { getClient } from './db.js'

export async function collected(ids: number[]): Promise<string[]> {
  const db = getClient()
  const tags = await ids.reduce(
    async (before, id) => {
      const so = await before
      const rows = await db.query<{ tag: string }>('SELECT tag FROM tags WHERE item_id = ? ORDER BY tag', [id])
      return [...so, ...rows.map((row) => row.tag)]
    },
    Promise.resolve([] as string[]),
  )
  return tags
}

/** Each turn is noted before the next one starts. */
export async function inOrder(items: { id: number; name: string }[], note: (line: string) => void): Promise<void> {
  const db = getClient()
  const lines: string[] = []
  await items.reduce(async (previous, { id, name }, index) => {
    await previous
    if (name === '') return
    const rows = await db.query<{ price: number | null }>('SELECT price FROM items WHERE id = ?', [id])
    if (rows.length === 0) throw new Error(`no ${id}`)
    lines.push(`${index} ${name} ${rows[0]!.price}`)
  }, Promise.resolve())
  lines.forEach((line) => note(line))
}

export function chained(ids: number[]): Promise<number> {
  const db = getClient()
  return ids.reduce(
    (sum, id) =>
      sum.then(async (so) => {
        const rows = await db.query<{ n: bigint }>('SELECT count(*) AS n FROM items WHERE id < ?', [id])
        return so + Number(rows[0]!.n)
      }),
    Promise.resolve(0),
  )
}
