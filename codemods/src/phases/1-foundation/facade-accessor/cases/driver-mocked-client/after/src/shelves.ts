import { inject } from '@duckshift/runtime'
import { clientAccessor, databaseOn } from './database.js'
import { ShelvesRepository } from './repositories/shelves-repository.js'

export async function shelvesOf(room: string) {
  const client = inject(clientAccessor)()
  const shelves = new ShelvesRepository(databaseOn(client))
  return shelves.listIdAndWidthByRoom(room)
}
