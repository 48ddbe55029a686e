import { getClient } from './db.js'

export async function limitMemory(megabytes: number): Promise<void> {
  await getClient().execute(`SET memory_limit = '${megabytes}MB'`)
}
