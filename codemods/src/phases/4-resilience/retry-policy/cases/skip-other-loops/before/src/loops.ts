import { getClient } from './db.js'

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export async function each(ids: number[]): Promise<number> {
  let failed = 0
  for (const id of ids) {
    try {
      await getClient().execute('DELETE FROM tags WHERE item_id = ?', [id])
    } catch {
      failed += 1
    }
  }
  return failed
}

export async function poll(isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone())) await sleep(100)
}

export async function worker(next: () => Promise<number | undefined>): Promise<void> {
  for (;;) {
    const id = await next()
    if (id === undefined) return
    try {
      await getClient().execute('DELETE FROM items WHERE id = ?', [id])
    } catch (error) {
      console.error(error)
      await sleep(1000)
    }
  }
}

export async function pages(load: (page: number) => Promise<string[]>): Promise<string[]> {
  const all: string[] = []
  for (let page = 0; page < 10; page++) {
    try {
      all.push(...(await load(page)))
    } catch {
      return all
    }
  }
  return all
}

export async function walk(id: number): Promise<number> {
  try {
    return await getClient().execute('DELETE FROM items WHERE id = ?', [id])
  } catch {
    return 0
  }
}
