import { openReader, openWriter } from './db.js'
import { report } from './report.js'

export async function main(): Promise<unknown[]> {
  const writer = await openWriter()
  await writer.run("INSERT INTO items VALUES (1, 'one', 1)")
  writer.closeSync()
  const reader = await openReader()
  try {
    return await report(reader)
  } finally {
    reader.closeSync()
  }
}
