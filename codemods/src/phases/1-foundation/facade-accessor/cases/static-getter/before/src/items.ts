import { ShopClient } from './db.js'

export async function nameOf(id: number): Promise<string | undefined> {
  const [item] = await ShopClient.shared.list<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  return item?.name
}

export function client() {
  return ShopClient.shared
}
