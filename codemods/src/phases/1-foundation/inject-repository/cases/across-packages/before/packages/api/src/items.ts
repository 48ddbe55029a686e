import { getDuckDBClient } from '@shop/db'

export async function itemNamed(name: string) {
  const rows = await getDuckDBClient().query<{ id: number; name: string }>(
    'SELECT id, name FROM items WHERE name = ?',
    [name],
  )
  return rows[0]
}

export async function raw(sql: string) {
  return await getDuckDBClient().query(sql)
}
