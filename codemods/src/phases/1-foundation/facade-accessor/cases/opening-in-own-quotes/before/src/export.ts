import { getInstance } from './db.js'

export async function write(path: string): Promise<void> {
  const connection = await (await getInstance()).connect()
  await connection.run(`COPY items TO '${path}' (FORMAT parquet)`)
}
