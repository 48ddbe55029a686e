import { openInstance } from '@duckshift/runtime/compat/neo'
import { Archive } from './archive.js'
import { Overview } from './overview.js'

export async function openWorkspace(folder: string): Promise<Overview> {
  const instance = await openInstance(`${folder}/archive.duckdb`, undefined, { connections: 'separate', name: 'openWorkspace' })
  const connection = await instance.connect()
  await connection.run('CREATE TABLE IF NOT EXISTS notes (title VARCHAR)')
  return new Overview(new Archive({ instance, connection }))
}
