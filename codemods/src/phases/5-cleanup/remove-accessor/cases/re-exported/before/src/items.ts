import { getClient, pageSize } from './data.js'

export async function page(): Promise<{ name: string }[]> {
  return getClient().query<{ name: string }>('SELECT name FROM items ORDER BY name LIMIT ?', [pageSize])
}
