import { inject } from '@duckshift/runtime'
import { clientAccessor, database } from './database.js'
import { dropAll, dropLines, dropOptions, dropOrder, dump, saveOrder, store } from './orders.js'
import { KeptStore } from './stores.js'

export async function main() {
  await inject(database).execute('CREATE TABLE orders (id INTEGER, total DOUBLE)')
  await saveOrder(inject(clientAccessor)(), { id: 1, total: 2 })
  const db = inject(clientAccessor)()
  await dropOrder(await db, 1)
  await store.clear(db)
  await new KeptStore().clear()
  return dump(db, 'orders')
}

export async function again(id) {
  const getClient = inject(clientAccessor)
  await dropLines(getClient(), id)
  const db = await getClient()
  await dropAll(db)
}

export const dropped = () => dropOptions({ db: inject(clientAccessor)() })
