import { writeFile } from 'node:fs/promises'

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Nothing here comes to a database. */
export async function save(path: string, text: string): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      return await writeFile(path, text)
    } catch (error) {
      if (attempt === 3) throw error
      await sleep(50)
    }
  }
}
