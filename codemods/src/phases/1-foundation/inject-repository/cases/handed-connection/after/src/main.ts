import { inject } from '@duckshift/runtime'
import { readerAccessor, writerAccessor } from './database.js'
import { report } from './report.js'

export async function main(): Promise<unknown[]> {
  const writer = await inject(writerAccessor)()
  await writer.run("INSERT INTO items VALUES (1, 'one', 1)")
  writer.closeSync()
  const reader = await inject(readerAccessor)()
  try {
    return await report(reader)
  } finally {
    reader.closeSync()
  }
}
