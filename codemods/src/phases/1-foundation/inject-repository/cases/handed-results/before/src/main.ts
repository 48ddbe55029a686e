import { getConnection } from './db.js'
import { add, columns, some } from './items.js'

export async function main(): Promise<unknown[]> {
  const connection = await getConnection()
  await add(connection, { id: 1, name: 'one' })
  return [await columns(connection), await some(connection, 1)]
}
