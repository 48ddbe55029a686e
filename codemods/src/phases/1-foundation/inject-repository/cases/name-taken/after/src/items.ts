import { inject as duckInject } from '@duckshift/runtime'
import { clientAccessor } from './database.js'

export async function names(items: readonly string[], inject: boolean) {
  const db = duckInject(clientAccessor)()
  const rows = await db.query<{ name: string }>('SELECT name FROM items')
  return inject ? [...items, ...rows.map((row) => row.name)] : rows.map((row) => row.name)
}
