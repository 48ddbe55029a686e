import { inject } from '@duckshift/runtime'
import { ShelvesRepository } from './repositories/shelves-repository.js'

export async function rooms() {
  const shelves = inject(ShelvesRepository)
  return shelves.listRoom()
}
