import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export const rename = (id: number, name: string): Promise<number> =>
  inject(ItemsRepository).updateNameById(name, id)

export async function forget(id: number): Promise<boolean> {
  return (await inject(ItemsRepository).deleteById(id)) > 0
}

export async function setUp(): Promise<number> {
  await inject(database).execute('CREATE TABLE IF NOT EXISTS notes (text VARCHAR)')
  return (await inject(database).execute('CREATE INDEX IF NOT EXISTS by_text ON notes (text)')).rowsChanged
}

export async function names(): Promise<string[]> {
  const rows = await inject(ItemsRepository).listName()
  return rows.map((row) => row.name)
}
