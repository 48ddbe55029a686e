import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

let isRunning = false
let runs = 0

/** Once at a time: who comes meanwhile is told so. */
export async function cleanUp(id: number): Promise<string> {
  if (isRunning) {
    console.warn('already running')
    return 'busy'
  }
  isRunning = true
  try {
    await remove(id)
    console.warn('done')
    runs++
    return 'done'
  } finally {
    isRunning = false
  }
}

async function remove(id: number): Promise<void> {
  const db = inject(database)
  const tags = inject(TagsRepository)
  const items = inject(ItemsRepository)
  await db.transaction(async () => {
    await tags.deleteByItemId(id)
    await items.deleteById(id)
  })
}

export class Cleaner {
  #isBusy = false

  async clean(id: number): Promise<number> {
    if (this.#isBusy) {
      console.warn('busy')
      return 0
    }
    const db = inject(database)
    const tags = inject(TagsRepository)
    const items = inject(ItemsRepository)
    this.#isBusy = true
    try {
      await db.transaction(async () => {
        await tags.deleteByItemId(id)
        await items.deleteById(id)
      })
      console.warn('cleaned')
      return 1
    } finally {
      this.#isBusy = false
    }
  }
}
