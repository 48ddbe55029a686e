import { inject } from '@duckshift/runtime'
import { repositoryOn } from '@duckshift/runtime/compat/neo'
import { Store } from './db.js'
import { storeAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function add(id: number, name: string): Promise<number> {
  const store = await inject(storeAccessor)()
  const items = repositoryOn(ItemsRepository, store.connection)
  await items.insert(id, name)
  return store.count()
}

export async function replace(id: number, name: string): Promise<void> {
  const store = await inject(storeAccessor)()
  await repositoryOn(ItemsRepository, store.connection).deleteById(id)
  await repositoryOn(ItemsRepository, store.connection).insert(id, name)
}

export async function exportAll(path: string): Promise<void> {
  const store = await inject(storeAccessor)()
  await store.connection.run(`COPY items TO '${path}' (FORMAT parquet)`)
}

export class Names {
  constructor(private readonly store: Store) {}

  async drop(name: string): Promise<number> {
    await this.store.connection.run('DELETE FROM items WHERE name = ?', [name])
    return this.store.count()
  }
}
