import { inject } from '@duckshift/runtime'
import { connectionAccessor } from './database.js'

export async function three(id: number): Promise<unknown> {
  const connection = await inject(connectionAccessor)()
  const statement = await connection.prepare('SELECT $1')
  statement.bindInteger(1, id)
  return statement.run()
}
