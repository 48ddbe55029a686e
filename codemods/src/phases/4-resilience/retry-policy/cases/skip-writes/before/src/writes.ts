import { getClient } from './db.js'

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export async function insert(id: number, name: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await getClient().execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
      return
    } catch (error) {
      if (attempt === 2) throw error
      await sleep(10)
    }
  }
}

async function raise(id: number): Promise<void> {
  await getClient().execute('UPDATE items SET price = price + 1 WHERE id = ?', [id])
}

export async function raiseForSure(id: number): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      return await raise(id)
    } catch (error) {
      if (attempt === 2) throw error
      await sleep(10)
    }
  }
}

export async function anything(sql: string): Promise<number> {
  let retries = 3
  while (true) {
    try {
      return await getClient().execute(sql)
    } catch (error) {
      retries--
      if (retries === 0) throw error
      await sleep(10)
    }
  }
}
