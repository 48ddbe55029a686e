import { getClient } from './db.js'

type Values = (string | number)[]

export interface Price {
  id: number
  price: number
}

async function all<T>(sql: string, values: Values = []): Promise<T[]> {
  const client = getClient()
  return client.query<T>(sql, values)
}

const change = async (sql: string, ...values: Values): Promise<void> => {
  await getClient().execute(sql, values)
}

export function prices(): Promise<Price[]> {
  return all<Price>('SELECT id, price FROM items ORDER BY id')
}

export async function priceOf(id: number): Promise<number | undefined> {
  const [found] = await all<Price>(`SELECT id, price FROM items WHERE id = ${id}`)
  return found?.price
}

export async function reprice(id: number, price: number): Promise<void> {
  await change('UPDATE items SET price = ? WHERE id = ?', price, id)
}
