import { getClient } from './db.js'
import { Tags } from './itself.js'
import { ItemStore, LoudStore } from './stores.js'

export async function main(): Promise<unknown[]> {
  const store = ItemStore.open()
  await store.rename(1, 'one')
  const loud = new LoudStore(getClient(), 'loud')
  await new Tags(getClient()).clear('old')
  await Tags.open().clear('older')
  return [await store.size(), await loud.cheapest(), loud instanceof ItemStore]
}
