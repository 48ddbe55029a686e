import { Database } from 'duckdb-async'

export async function load(buffers: Uint8Array[]): Promise<void> {
  const db = await Database.create(':memory:')
  await db.register_buffer('arrow', buffers, true)
}
