import { getClient } from './db.js'

export async function begin(): Promise<void> {
  await getClient().execute('BEGIN')
}

export async function commit(): Promise<void> {
  await getClient().execute('COMMIT')
}
