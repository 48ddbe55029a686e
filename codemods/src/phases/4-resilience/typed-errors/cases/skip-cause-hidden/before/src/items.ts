import { getClient } from './db.js'

const sanitizeError = (error: unknown) => String(error).replace(/\/[\w/]+/g, '…')

export async function names(): Promise<{ name: string }[]> {
  try {
    return await getClient().query<{ name: string }>('SELECT name FROM items')
  } catch (error) {
    throw new Error(sanitizeError(error))
  }
}
