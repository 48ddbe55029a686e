import { getClient } from './db.js'

const sanitizeError = (error: unknown) => String(error).replace(/\/[\w/]+/g, '…')

export async function names(): Promise<{ name: string }[]> {
  try {
    return await getClient().query<{ name: string }>('SELECT name FROM items')
  } catch (error) {
    throw new Error(sanitizeError(error))
  }
}

export async function remote(token: string): Promise<{ id: number }[]> {
  try {
    return await getClient().query<{ id: number }>('SELECT id FROM items')
  } catch (error) {
    const message = sanitizeError(error)
    throw new Error(`Items could not be read: ${message}`)
  }
}

export async function local(token: string): Promise<{ id: number }[]> {
  try {
    return await getClient().query<{ id: number }>('SELECT id FROM items')
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    throw new Error(text.replaceAll(token, '***'))
  }
}
