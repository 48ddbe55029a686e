import { copyFileSync } from 'node:fs'
import { inject } from '@duckshift/runtime'
import { connectionAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function names(): Promise<unknown[]> {
  const items = inject(ItemsRepository)
  const rows = await items.listName()
  return rows
}

export async function backUp(path: string): Promise<void> {
  const connection = await inject(connectionAccessor)(path)
  await connection.run('CHECKPOINT')
  copyFileSync(path, `${path}.bak`)
}
