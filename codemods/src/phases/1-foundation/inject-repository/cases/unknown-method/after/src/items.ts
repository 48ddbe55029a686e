import { inject } from '@duckshift/runtime'
import { clientAccessor } from './database.js'

export async function names() {
  const connection = await inject(clientAccessor)().raw()
  return (await connection.run('SELECT name FROM items')).getRows()
}
