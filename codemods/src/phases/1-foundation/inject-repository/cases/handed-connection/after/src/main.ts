import { inject } from '@duckshift/runtime'
import { repositoryOn } from '@duckshift/runtime/compat/neo'
import { readerAccessor, writerAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { report } from './report.js'

export async function main(): Promise<unknown[]> {
  const writer = await inject(writerAccessor)()
  const items = repositoryOn(ItemsRepository, writer)
  await items.insert()
  writer.closeSync()
  const reader = await inject(readerAccessor)()
  try {
    return await report(reader)
  } finally {
    reader.closeSync()
  }
}
