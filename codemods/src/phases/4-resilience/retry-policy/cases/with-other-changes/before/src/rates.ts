import { getClient } from './db.js'

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export async function rates(): Promise<string> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      const response = await fetch('https://rates.example/today')
      return await response.text()
    } catch (error) {
      if (attempt === 3) throw new Error('Failed to load the rates')
      await sleep(attempt * 50)
    }
  }
  throw new Error('unreachable')
}

export async function clear(id: number): Promise<number> {
  let tries = 0
  while (true) {
    try {
      return await getClient().execute('DELETE FROM items WHERE id = ?', [id])
    } catch (error) {
      tries++
      if (tries > 4 || (error instanceof Error && error.message.includes('foreign key constraint'))) throw error
      await sleep(5)
    }
  }
}
