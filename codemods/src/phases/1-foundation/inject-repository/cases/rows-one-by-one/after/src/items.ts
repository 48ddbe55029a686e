import { inject } from '@duckshift/runtime'
import { clientAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function nameOf(id: number): Promise<string | undefined> {
  const [row] = await inject(ItemsRepository).findNameById(id)
  return row?.name
}

export async function firstNamed(isWanted: (name: string) => boolean): Promise<string | undefined> {
  for await (const { name } of inject(clientAccessor)().each<{ name: string }>('SELECT name FROM items ORDER BY id')) {
    if (isWanted(name)) return name // the rest is not read
  }
  return undefined
}
