import { inject } from '@duckshift/runtime'
import { connectionAccessor } from './database'

export async function one(id: number): Promise<unknown> {
  const connection = await inject(connectionAccessor)()
  const statement = await connection.prepare('SELECT $1')
  statement.bindInteger(1, id)
  return statement.run()
}
