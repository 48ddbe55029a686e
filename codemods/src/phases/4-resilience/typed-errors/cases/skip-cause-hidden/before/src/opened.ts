import { getClient } from './db.js'

declare function connect(url: string): Promise<{ close(): void }>

export async function shared(): Promise<{ name: string }[]> {
  try {
    return await getClient().query<{ name: string }>('SELECT name FROM items')
  } catch {
    // Not the error itself: it may hold credentials.
    throw new Error('Items could not be read')
  }
}

export async function opened(token: string): Promise<{ close(): void }> {
  const url = `md:?motherduck_token=${token}`
  try {
    return await connect(url)
  } catch {
    throw new Error('The database could not be opened')
  }
}
