import { inject } from '@duckshift/runtime'
import { execAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function rename(id: number, name: string): Promise<void> {
  await inject(ItemsRepository).updateNameById(name, id)
}

export async function change(id: number, values: Readonly<Record<string, string>>): Promise<void> {
  const columns = Object.keys(values).map((column) => `${column} = ?`)
  await inject(execAccessor)(`UPDATE items SET ${columns.join(', ')} WHERE id = ?`, [...Object.values(values), id])
}
